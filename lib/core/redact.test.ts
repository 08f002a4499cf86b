import { describe, expect, it } from 'vitest'
import { redact } from './redact'

describe('redact', () => {
  it('hides values under secret-looking keys at any depth', () => {
    expect(redact({ user: { password: 'p', apiKey: 'k', name: 'Ada' }, cookie: 'c' })).toEqual({
      user: { password: '[redacted]', apiKey: '[redacted]', name: 'Ada' },
      cookie: '[redacted]',
    })
  })

  it('hides what people wrote and who they are', () => {
    expect(redact({ text: 'dear diary', email: 'ada@example.com', parts: [{ text: 'x' }] })).toEqual({
      text: '[redacted]',
      email: '[redacted]',
      parts: '[redacted]',
    })
  })

  it('hides credentials inside strings', () => {
    expect(redact({ message: 'cannot reach mongodb://ada:hunter2@db.example:27017/numina' })).toEqual({
      message: 'cannot reach mongodb://ada:[redacted]@db.example:27017/numina',
    })
    expect(redact('Incorrect API key provided: sk-abcdef123456')).toBe(
      'Incorrect API key provided: sk-[redacted]',
    )
  })

  it('survives cycles and keeps symbols and dates', () => {
    const level = Symbol.for('level')
    const record: Record<string | symbol, unknown> = { at: new Date(0), [level]: 'info' }
    record['self'] = record
    const copy = redact(record) as typeof record
    expect(copy['self']).toBe('[circular]')
    expect(copy['at']).toEqual(new Date(0))
    expect(copy[level]).toBe('info')
  })
})
