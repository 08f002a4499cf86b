import { describe, expect, it } from 'vitest'
import { personaInstructions } from './persona'

const person = {
  name: 'Ada Lovelace',
  address: '',
  tone: 'direct',
  length: 'short',
  instructions: '',
  pronouns: '',
  bio: '',
  birthday: '',
  language: '',
  humour: 'some',
  about: '',
  avoid: '',
  locale: 'de',
  timeZone: 'Asia/Tokyo',
} as const

describe('personaInstructions', () => {
  it('speaks to the person by name, in their time and manner', () => {
    const text = personaInstructions(person, new Date('2026-11-23T20:30:00Z'))
    expect(text).toContain('Ada Lovelace')
    expect(text).toContain('Tuesday')
    expect(text).toContain('05')
    expect(text).toContain('German')
    expect(text).toMatch(/direct/i)
  })

  it('prefers how they wish to be addressed', () => {
    const text = personaInstructions({ ...person, address: 'Countess' }, new Date())
    expect(text).toContain('Countess')
    expect(text).not.toContain('Lovelace')
  })

  it('knows what they told of themselves, what to avoid, and their birthday on the day alone', () => {
    const told = { pronouns: 'they/them', about: 'A night nurse.', avoid: 'Emoji.', humour: 'none' } as const
    const text = personaInstructions(
      { ...person, ...told, birthday: '1990-11-24' },
      new Date('2026-11-23T20:30:00Z'),
    )
    for (const words of ['they/them', 'A night nurse.', 'Emoji.', 'Make no jokes', 'Today is their birthday'])
      expect(text).toContain(words)
    const before = personaInstructions(
      { ...person, birthday: '1990-11-24' },
      new Date('2026-11-22T20:30:00Z'),
    )
    expect(before).not.toContain('birthday')
    expect(before).not.toContain('1990')
  })

  it('answers in the language they chose, or in the one they write', () => {
    expect(personaInstructions({ ...person, language: 'fr' }, new Date())).toContain(
      'Always answer in French',
    )
    expect(personaInstructions(person, new Date())).toContain('in the language they write in')
  })

  it('adds their instructions and the hint only where there are any', () => {
    const plain = personaInstructions(person, new Date(0))
    const full = personaInstructions({ ...person, instructions: 'Never use emoji.' }, new Date(0), 'shorter')
    expect(plain).not.toContain('ask of you')
    expect(full).toContain('Never use emoji.')
    expect(full).toContain('clearly shorter')
  })
})
