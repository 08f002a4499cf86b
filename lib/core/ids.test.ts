import { describe, expect, it } from 'vitest'
import { idSchema } from './id-schema'
import { newId } from './ids'

describe('newId', () => {
  it('is an ObjectId that carries its second', () => {
    const id = newId(new Date('2026-11-23T12:00:00Z'))
    expect(idSchema.safeParse(id).success).toBe(true)
    expect(Number.parseInt(id.slice(0, 8), 16)).toBe(Date.UTC(2026, 10, 23, 12) / 1000)
  })

  it('differs every time', () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => newId()))
    expect(ids.size).toBe(10_000)
  })
})

describe('idSchema', () => {
  it.each([[''], ['xyz'], [{ $ne: null }], ['ABCDEFABCDEFABCDEFABCDEF'], [null]])('refuses %j', (value) => {
    expect(idSchema.safeParse(value).success).toBe(false)
  })
})
