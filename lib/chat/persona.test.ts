import { describe, expect, it } from 'vitest'
import { personaInstructions } from './persona'

const person = {
  name: 'Ada Lovelace',
  address: '',
  tone: 'direct',
  length: 'short',
  instructions: '',
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

  it('adds their instructions and the hint only where there are any', () => {
    const plain = personaInstructions(person, new Date(0))
    const full = personaInstructions({ ...person, instructions: 'Never use emoji.' }, new Date(0), 'shorter')
    expect(plain).not.toContain('ask of you')
    expect(full).toContain('Never use emoji.')
    expect(full).toContain('clearly shorter')
  })
})
