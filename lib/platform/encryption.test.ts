import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => vi.unstubAllEnvs())

/** The module with these keys: the environment is read once a process, so each needs a fresh one. */
async function withKeys(current: string, old = '') {
  vi.resetModules()
  vi.stubEnv('NUMINA_ENCRYPTION_KEY', current)
  vi.stubEnv('NUMINA_OLD_ENCRYPTION_KEYS', old)
  return import('./encryption')
}

const key = () => randomBytes(32).toString('base64')

describe('a secret', () => {
  it('comes back for what it is bound to, and looks different each time', async () => {
    const { encryptSecret, decryptSecret } = await withKeys(key())
    const [one, two] = [encryptSecret('sk-abc ü', 'record-1'), encryptSecret('sk-abc ü', 'record-1')]
    expect(one).not.toBe(two)
    expect(one).not.toContain('sk-abc')
    expect(decryptSecret(one, 'record-1')).toBe('sk-abc ü')
  })

  it('does not open for another record', async () => {
    const { encryptSecret, decryptSecret, UnreadableSecret } = await withKeys(key())
    expect(() => decryptSecret(encryptSecret('sk-abc', 'record-1'), 'record-2')).toThrow(UnreadableSecret)
  })

  it('does not open when any part of it was changed or is missing', async () => {
    const { encryptSecret, decryptSecret, UnreadableSecret } = await withKeys(key())
    const stored = encryptSecret('sk-abc', 'record-1')
    for (let i = 0; i < stored.length; i++) {
      const letter = stored[i] === 'A' ? 'Q' : 'A'
      const changed = stored.slice(0, i) + letter + stored.slice(i + 1)
      // The last letter of base64 may hold bits that stand for nothing.
      if (
        Buffer.from(changed.split('.')[3] ?? '', 'base64url').equals(sealedPart(stored)) &&
        i > stored.lastIndexOf('.')
      )
        continue
      expect(() => decryptSecret(changed, 'record-1'), `letter ${i}`).toThrow(UnreadableSecret)
    }
    for (const broken of [
      '',
      'v1',
      'sk-abc',
      stored.slice(0, -8),
      `${stored.split('.').slice(0, 3).join('.')}.AAAA`,
    ])
      expect(() => decryptSecret(broken, 'record-1')).toThrow(UnreadableSecret)
  })

  it('opens after the key was rotated, and says that it should be encrypted anew', async () => {
    const [first, second] = [key(), key()]
    const stored = (await withKeys(first)).encryptSecret('sk-abc', 'record-1')
    const rotated = await withKeys(second, ` ${first} , `)
    expect(rotated.decryptSecret(stored, 'record-1')).toBe('sk-abc')
    expect(rotated.isUnderOldKey(stored)).toBe(true)
    const anew = rotated.encryptSecret('sk-abc', 'record-1')
    expect(rotated.isUnderOldKey(anew)).toBe(false)
    const later = await withKeys(second)
    expect(later.decryptSecret(anew, 'record-1')).toBe('sk-abc')
    expect(() => later.decryptSecret(stored, 'record-1')).toThrow('no key')
  })
})

const sealedPart = (stored: string) => Buffer.from(stored.split('.')[3] ?? '', 'base64url')
