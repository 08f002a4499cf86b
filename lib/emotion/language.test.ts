import { describe, expect, it } from 'vitest'
import { englishConfidence } from './language.ts'

const KNOWN = new Set(
  'furious sister happy today tomorrow interview worried burger weather excited party friend'.split(' '),
)
const english = (text: string) => englishConfidence(text, (word) => KNOWN.has(word))

describe('englishConfidence', () => {
  it.each([
    'I am so happy today',
    'my sister is furious',
    'lmao same',
    'ok',
    'Thanks!!!',
    'omg no way',
    'it’s the best party ever, café and all',
    'Kubernetes deployment failed again',
  ])('is sure of "%s"', (text) => {
    expect(english(text)).toBeGreaterThanOrEqual(0.5)
  })

  it.each([
    'Ich bin heute sehr traurig',
    'Estoy muy feliz hoy, gracias',
    'Je suis très content de te voir',
    'Sono molto triste perché non ci sei',
    'Estou muito feliz com isso',
    'Ik ben heel blij vandaag',
    'Jestem dzisiaj bardzo smutny',
    'Bugün çok mutluyum ama yorgunum',
    'Мне сегодня очень грустно',
    '今日はとても嬉しいです',
    'أنا حزين جدا اليوم',
    'आज मैं बहुत खुश हूँ',
  ])('is not sure of "%s"', (text) => {
    expect(english(text)).toBeLessThan(0.5)
  })

  it('has nothing against a message without words', () => {
    expect(english('😂😂 !!! 100')).toBe(1)
  })

  it('doubts a message half in another language', () => {
    const mixed = english('I am happy aber ich bin auch sehr müde und traurig')
    expect(mixed).toBeLessThan(english('I am happy but I am also very tired and sad'))
  })
})
