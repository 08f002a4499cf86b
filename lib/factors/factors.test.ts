import { randomBytes } from 'node:crypto'
import { ObjectId } from 'mongodb'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { getEnv } from '@/lib/env'
import { driverCollection } from '@/lib/platform/db'
import { ageProof, createPerson, onAppDatabase, someRequest } from '@/scripts/test/app-database'
import { checkSecondFactor, trustThisDevice } from './check-second-factor'
import { confirmFactor, getFactorState, offerFactor, removeFactor, renewRecoveryCodes } from './manage-factor'
import { rotateTotpSecrets } from './rotate-secrets'
import { secondStepOf } from './second-step'

onAppDatabase()

/** The code an app shows `steps` half minutes from now. */
function codeOf(secret: string, steps = 0): string {
  const app = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) })
  return app.generate({ timestamp: Date.now() + steps * 30_000 })
}

async function withFactor() {
  const person = await createPerson()
  const { secret } = await offerFactor(person)
  const { codes } = await confirmFactor(person, { code: codeOf(secret, -1) })
  return { person, secret, codes }
}

const check = ({ userId }: PersonCtx, code: string) => checkSecondFactor(someRequest(), userId, code)
const typed = (code: string | undefined) => (code ?? '').replace('-', '')

const needsSecondFactor = async (userId: string, device: string | undefined) =>
  (await secondStepOf(userId, device)).is === 'wanted'

describe('an authenticator app', () => {
  it('counts from its first right code on', async () => {
    const person = await createPerson()
    const { secret, picture } = await offerFactor(person)
    expect(picture).toMatch(/^data:image\/png;base64,/)
    expect(await needsSecondFactor(person.userId, undefined)).toBe(false)
    await expect(confirmFactor(person, { code: '000000' })).rejects.toMatchObject({ code: 'invalid_input' })
    const { codes } = await confirmFactor(person, { code: codeOf(secret) })
    expect(new Set(codes).size).toBe(10)
    expect(await needsSecondFactor(person.userId, undefined)).toBe(true)
    expect(await getFactorState(person)).toMatchObject({ isOn: true, hasApp: true, recoveryCodesLeft: 10 })
    await expect(offerFactor(person)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('gives codes that count once, also when they come many at once, and neither too early nor too late', async () => {
    const { person, secret } = await withFactor()
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => check(person, codeOf(secret))))
    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect(await check(person, codeOf(secret, -1))).toBe(false)
    expect(await check(person, codeOf(secret, 5))).toBe(false)
  })

  it('goes on when the key that its secret is under was replaced, and the old one forgotten', async () => {
    const { person, secret } = await withFactor()
    const env = getEnv()
    env.NUMINA_OLD_ENCRYPTION_KEYS = env.NUMINA_ENCRYPTION_KEY
    env.NUMINA_ENCRYPTION_KEY = randomBytes(32).toString('base64')
    expect(await rotateTotpSecrets()).toBeGreaterThan(0)
    env.NUMINA_OLD_ENCRYPTION_KEYS = ''
    expect(await rotateTotpSecrets()).toBe(0)
    expect(await check(person, codeOf(secret))).toBe(true)
  })

  it('of somebody else opens nothing, and guessing is limited', async () => {
    const [a, b] = [await withFactor(), await withFactor()]
    expect(await check(a.person, codeOf(b.secret))).toBe(false)
    for (let i = 0; i < 7; i++) await check(a.person, '123456')
    await expect(check(a.person, codeOf(a.secret))).rejects.toMatchObject({ code: 'rate_limited' })
  })

  it('is turned on and off by a fresh proof alone', async () => {
    const { person } = await withFactor()
    await ageProof(person)
    await expect(removeFactor(person)).rejects.toMatchObject({ code: 'proof_required' })
    await expect(renewRecoveryCodes(person)).rejects.toMatchObject({ code: 'proof_required' })
    expect(await needsSecondFactor(person.userId, undefined)).toBe(true)
  })

  it('leaves nothing behind when it is turned off', async () => {
    const { person } = await withFactor()
    await trustThisDevice(someRequest(), person.userId, 'a browser')
    await removeFactor(person)
    expect(await getFactorState(person)).toMatchObject({ isOn: false, recoveryCodesLeft: 0 })
    expect(await needsSecondFactor(person.userId, undefined)).toBe(false)
    const userId = new ObjectId(person.userId)
    for (const name of ['totpFactors', 'recoveryCodes', 'trustedDevices'])
      expect(await driverCollection(name).countDocuments({ userId })).toBe(0)
  })
})

describe('recovery codes', () => {
  it('open once, exactly one of many at once, and end when new ones are made', async () => {
    const { person, codes } = await withFactor()
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => check(person, typed(codes[0]))))
    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect((await getFactorState(person)).recoveryCodesLeft).toBe(9)
    const { codes: next } = await renewRecoveryCodes(person)
    expect(await check(person, typed(codes[1]))).toBe(false)
    expect(await check(person, typed(next[0]))).toBe(true)
  })

  it('and secrets are not readable in the database', async () => {
    const { person, secret, codes } = await withFactor()
    const userId = new ObjectId(person.userId)
    const stored = JSON.stringify(
      await Promise.all(
        ['totpFactors', 'recoveryCodes'].map((name) => driverCollection(name).find({ userId }).toArray()),
      ),
    )
    expect(stored).not.toContain(secret.replaceAll(' ', ''))
    expect(stored).not.toContain(typed(codes[3]))
  })
})

it('a trusted browser is trusted for one person, for a time', async () => {
  const [a, b] = [await withFactor(), await withFactor()]
  const device = newId()
  await trustThisDevice(someRequest(), a.person.userId, device)
  expect(await needsSecondFactor(a.person.userId, device)).toBe(false)
  expect(await needsSecondFactor(a.person.userId, newId())).toBe(true)
  expect(await needsSecondFactor(b.person.userId, device)).toBe(true)
  await driverCollection('trustedDevices').updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } })
  expect(await needsSecondFactor(a.person.userId, device)).toBe(true)
})
