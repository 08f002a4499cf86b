import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { careAdvice, needsCare } from '../needs-care'
import fixtures from './model.fixtures.json'
import { howFar, showsCrisis } from './signs-of-crisis'

/** The phrases of a file, with whether they are signs. None of these files was trained on. */
function phrasesOf(name: string): { isSign: boolean; text: string }[] {
  return readFileSync(`ml/crisis/phrases/test-${name}.tsv`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t'))
    .map(([label = '', text = '']) => ({ isSign: label !== 'n' && label !== '0', text }))
}

describe('the model in TypeScript', () => {
  it.each(fixtures)('says what the Python says: $text', ({ text, score }) => {
    const far = howFar(text)
    if (score === null) expect(far).toBe(Number.NEGATIVE_INFINITY)
    else expect(far).toBeCloseTo(score, 3)
  })

  it('finds as much of what it has never seen as its card says', () => {
    const phrases = ['301', '360', '73'].flatMap(phrasesOf)
    const found = phrases.map(({ text }) => showsCrisis(text))
    const right = phrases.filter(({ isSign }, i) => isSign && found[i]).length
    expect(right / phrases.filter(({ isSign }) => isSign).length).toBeGreaterThan(0.9)
    expect(right / found.filter(Boolean).length).toBeGreaterThan(0.8)
  })

  it('finds 95 of 100 signs as people say them, and is right four times of five', () => {
    const phrases = phrasesOf('301')
    const found = phrases.filter(({ text }) => showsCrisis(text))
    const right = found.filter(({ isSign }) => isSign).length
    expect(right / phrases.filter(({ isSign }) => isSign).length).toBeGreaterThanOrEqual(0.95)
    expect(right / found.length).toBeGreaterThanOrEqual(0.8)
  })

  it('leaves short unhappy sentences alone, nearly always', () => {
    expect(phrasesOf('short').filter(({ text }) => showsCrisis(text)).length).toBeLessThanOrEqual(3)
    expect(showsCrisis('I could not sleep last night')).toBe(false)
  })
})

describe('signs of a crisis', () => {
  it.each([
    'I want to kill myself',
    'I don’t want to live anymore.',
    'i wanna die tonight',
    'My boyfriend hits me when he drinks and I am scared to go home',
    'I am going to shoot everyone at my school',
    'I feel suicidal.',
    'I was sexually assaulted last night',
    'I do not want to hurt myself, but I am afraid that I will',
    'Ich will nicht mehr leben',
    'Quiero morirme',
    'Je veux en finir, je veux mourir',
  ])('are in: %s', (text) => expect(showsCrisis(text)).toBe(true))

  it.each([
    '',
    '🙂🙂🙂',
    'How do I kill a process in Linux?',
    'This traffic is killing me, when is the next train?',
    'I cut my finger while cooking, how do I clean it?',
    'Who killed Julius Caesar, and why?',
    'Write a poem about autumn leaves.',
    'What are the rules of chess?',
    '```\nprocess.kill(myself)\n``` What does this do?',
    'Translate this for me: "I want to kill myself", says the villain in act two.',
    'Привет, как дела?',
  ])('are not in: %s', (text) => expect(showsCrisis(text)).toBe(false))

  it('are found at the end of a very long message, in little time', () => {
    const long = 'The meeting was moved to Tuesday and the slides are nearly done. '.repeat(1_600)
    expect(needsCare(long)).toBe(false)
    expect(needsCare(`${long}I can’t go on, I want to kill myself tonight.`)).toBe(true)
  })
})

describe('the advice', () => {
  it('holds for the messages after the one that asked for it, not for ever', () => {
    const said = ['I want to kill myself', 'yes', 'I do not know', 'What is the capital of France?']
    for (const length of [1, 2, 3]) expect(careAdvice(said.slice(0, length))).toContain('Name help')
    expect(careAdvice(said)).toBeNull()
  })
})
