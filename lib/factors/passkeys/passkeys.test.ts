import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'
import { makeMailToken } from '@/lib/accounts/email/mail-tokens'
import { resetPassword } from '@/lib/accounts/email/reset-password'
import { spendSignInLink } from '@/lib/accounts/email/sign-in-link'
import { proveByPassword } from '@/lib/accounts/proof'
import { loadContext } from '@/lib/accounts/server'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import {
  ageProof,
  createPerson,
  onAppDatabase,
  PASSWORD,
  signIn,
  someRequest,
} from '@/scripts/test/app-database'
import { Authenticator } from '@/scripts/test/authenticator'
import { checkPasskeyFactor, checkSecondFactor } from '../check-second-factor'
import { getFactorState, requirePasskeyStep } from '../manage-factor'
import { makeStepChallenge, secondStepOf } from '../second-step'
import { askForFactor, askForProof, askForSignIn, proveByPasskey, signInByPasskey } from './ask-passkey'
import { addPasskey, listPasskeys, offerPasskey, removePasskey, renamePasskey } from './manage-passkeys'

vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'user-agent': 'test' }) }))

onAppDatabase()

const INVALID = { code: 'invalid_input' }

/** Somebody with a passkey. */
async function withPasskey(person?: PersonCtx & { email: string }, authenticator = new Authenticator()) {
  const owner = person ?? (await createPerson())
  const [passkey] = (await addPasskey(owner, authenticator.make(await offerPasskey(owner)))).slice(-1)
  return { person: owner, authenticator, id: passkey?.id ?? '' }
}

const question = () => askForSignIn(someRequest())
const enter = (authenticator: Authenticator) =>
  question().then((asked) => signInByPasskey(someRequest(), authenticator.answer(asked)))

async function stepOf({ userId }: PersonCtx) {
  return askForFactor(someRequest(), { challenge: await makeStepChallenge(userId) })
}

const forgetPassword = ({ userId }: PersonCtx) =>
  driverCollection('users').updateOne({ _id: new ObjectId(userId) }, { $set: { passwordHash: null } })

describe('signing in by a passkey', () => {
  it.each(['link', 'reset'] as const)(
    'ends when the owner of an address nobody had confirmed comes by a mail: %s',
    async (way) => {
      const { person, authenticator } = await withPasskey()
      const { userId, email } = person
      const { token } = await makeMailToken(way === 'link' ? 'signIn' : 'resetPassword', {
        _id: userId,
        email,
      })
      if (way === 'link') expect(await spendSignInLink(token)).toEqual({ userId })
      else await resetPassword(someRequest(), { token, password: 'marzipan telescope 77' })
      await expect(enter(authenticator)).rejects.toMatchObject(INVALID)
    },
  )

  it('opens the account it was made for', async () => {
    const [a, b] = [await withPasskey(), await withPasskey()]
    expect(await enter(a.authenticator)).toEqual({ userId: a.person.userId })
    expect(await enter(b.authenticator)).toEqual({ userId: b.person.userId })
    expect((await listPasskeys(a.person))[0]?.lastUsedAt).not.toBeNull()
  })

  it('counts each challenge once, also when the answer comes many times at once', async () => {
    const { authenticator } = await withPasskey()
    const answer = authenticator.answer(await question())
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => signInByPasskey(someRequest(), answer)),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(signInByPasskey(someRequest(), answer)).rejects.toMatchObject(INVALID)
  })

  it('refuses challenges that are too old, made up, or made for something else', async () => {
    const { authenticator, person } = await withPasskey()
    const old = authenticator.answer(await question())
    await driverCollection('authChallenges').updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } })
    await expect(signInByPasskey(someRequest(), old)).rejects.toMatchObject(INVALID)
    const asked = await question()
    const made = authenticator.answer({ ...asked, challenge: 'bWFkZSB1cA' })
    await expect(signInByPasskey(someRequest(), made)).rejects.toMatchObject(INVALID)
    const step = authenticator.answer(await stepOf(person))
    await expect(signInByPasskey(someRequest(), step)).rejects.toMatchObject(INVALID)
  })

  it('refuses other pages, other sites, and a device that did not check who is there', async () => {
    const { authenticator } = await withPasskey()
    authenticator.origin = 'https://numina.evil.example'
    await expect(enter(authenticator)).rejects.toMatchObject(INVALID)
    authenticator.origin = 'http://localhost:3000'
    const elsewhere = authenticator.answer({ ...(await question()), rpId: 'evil.example' })
    await expect(signInByPasskey(someRequest(), elsewhere)).rejects.toMatchObject(INVALID)
    authenticator.verifiesPerson = false
    await expect(enter(authenticator)).rejects.toMatchObject(INVALID)
    authenticator.verifiesPerson = true
    await expect(enter(authenticator)).resolves.toBeTruthy()
  })

  it('refuses a copy, whose count does not go on, and writes it into the log', async () => {
    const authenticator = new Authenticator()
    authenticator.counter = 5
    const { person } = await withPasskey(undefined, authenticator)
    await enter(authenticator)
    authenticator.counter = 4
    await expect(enter(authenticator)).rejects.toMatchObject(INVALID)
    const logged = { userId: person.userId, kind: 'passkey.refused' }
    expect(await driverCollection('securityEvents').countDocuments(logged)).toBe(1)
    // Two answers with the same count at once: one of them was made by a copy.
    const two = await Promise.all([question(), question()])
    const answers = two.map((asked) => {
      authenticator.counter = 10
      return authenticator.answer(asked)
    })
    const outcomes = await Promise.allSettled(answers.map((answer) => signInByPasskey(someRequest(), answer)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it("opens nothing with somebody else's signature, a removed passkey, or a closed account", async () => {
    const [a, b] = [await withPasskey(), await withPasskey()]
    const forged = {
      ...b.authenticator.answer(await question()),
      id: a.authenticator.id,
      rawId: a.authenticator.id,
    }
    await expect(signInByPasskey(someRequest(), forged)).rejects.toMatchObject(INVALID)
    await removePasskey(b.person, { id: b.id })
    await expect(enter(b.authenticator)).rejects.toMatchObject(INVALID)
    const closed = { $set: { suspendedAt: new Date() } }
    await driverCollection('users').updateOne({ _id: new ObjectId(a.person.userId) }, closed)
    await expect(enter(a.authenticator)).rejects.toMatchObject(INVALID)
  })
})

describe('a passkey as second step', () => {
  it('is asked for after the password only when its owner wishes so, and recovery codes stand in for it', async () => {
    const { person, authenticator } = await withPasskey()
    const { userId } = person
    expect(await secondStepOf(userId, undefined)).toEqual({ is: 'off' })
    const { codes } = await requirePasskeyStep(person)
    expect(await secondStepOf(userId, undefined)).toEqual({ is: 'wanted', app: false, passkey: true })
    // Password and possession are two: the device need not check the person again.
    authenticator.verifiesPerson = false
    await checkPasskeyFactor(someRequest(), userId, authenticator.answer(await stepOf(person)))
    expect(await checkSecondFactor(someRequest(), userId, (codes[0] ?? '').replace('-', ''))).toBe(true)
  })

  it("is not shown by somebody else's passkey, nor by a challenge for somebody else", async () => {
    const [a, b] = [await withPasskey(), await withPasskey()]
    const foreign = b.authenticator.answer(await stepOf(a.person))
    await expect(checkPasskeyFactor(someRequest(), a.person.userId, foreign)).rejects.toMatchObject(INVALID)
    const crossed = a.authenticator.answer(await stepOf(b.person))
    await expect(checkPasskeyFactor(someRequest(), a.person.userId, crossed)).rejects.toMatchObject(INVALID)
  })

  it('ends with the last passkey, where nothing else could be asked for', async () => {
    const { person, id } = await withPasskey()
    await requirePasskeyStep(person)
    await removePasskey(person, { id })
    expect(await getFactorState(person)).toEqual({
      isOn: false,
      hasApp: false,
      passkeys: 0,
      recoveryCodesLeft: 0,
    })
  })
})

describe('passkeys of a person', () => {
  it('are added by a fresh proof, once each, and by nobody for somebody else', async () => {
    const { person, authenticator } = await withPasskey()
    const again = authenticator.make(await offerPasskey(person))
    await expect(addPasskey(person, again)).rejects.toMatchObject({ code: 'conflict' })
    const other = await createPerson()
    const stolen = new Authenticator().make(await offerPasskey(other))
    await expect(addPasskey(person, stolen)).rejects.toMatchObject(INVALID)
    const unverified = new Authenticator()
    unverified.verifiesPerson = false
    await expect(addPasskey(person, unverified.make(await offerPasskey(person)))).rejects.toMatchObject(
      INVALID,
    )
    await ageProof(person)
    await expect(offerPasskey(person)).rejects.toMatchObject({ code: 'proof_required' })
  })

  it('are a fresh proof themselves, and the second step of the session', async () => {
    const { person, authenticator } = await withPasskey()
    const session = await signIn(person.userId)
    const elsewhere = (await loadContext(session, newId())) as PersonCtx
    expect(elsewhere.factorAt).toBeNull()
    await ageProof(person)
    await expect(offerPasskey(elsewhere)).rejects.toMatchObject({ code: 'proof_required' })
    const asked = await askForProof(elsewhere)
    if (!asked) throw new Error('no passkey was asked for')
    await proveByPasskey(elsewhere, authenticator.answer(asked))
    await expect(offerPasskey(elsewhere)).resolves.toBeTruthy()
    expect((await loadContext(session, newId()))?.factorAt).toBeInstanceOf(Date)
    expect(await askForProof(await createPerson())).toBeNull()
  })

  it('are named and removed by their owner alone', async () => {
    const { person, id } = await withPasskey()
    const other = await createPerson()
    await renamePasskey(person, { id, name: 'Blue key' })
    await expect(renamePasskey(other, { id, name: 'Mine' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(removePasskey(other, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listPasskeys(person)).map(({ name }) => name)).toEqual(['Blue key'])
  })

  it('never leave an account without a way in, also when two are removed at once', async () => {
    const { person, id } = await withPasskey()
    const second = await withPasskey(person)
    await forgetPassword(person)
    await Promise.allSettled([removePasskey(person, { id }), removePasskey(person, { id: second.id })])
    const left = await listPasskeys(person)
    expect(left.length).toBeGreaterThanOrEqual(1)
    if (left.length > 1) await removePasskey(person, { id })
    const [last] = await listPasskeys(person)
    await expect(removePasskey(person, { id: last?.id ?? '' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(proveByPassword(person, { password: PASSWORD })).rejects.toMatchObject(INVALID)
  })
})
