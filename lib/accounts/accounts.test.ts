import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase, PASSWORD, signIn, someRequest } from '@/scripts/test/app-database'
import { yearsBetween } from './age'
import { getAvatar, removeAvatar, setAvatar } from './avatar'
import { loadContext } from './load-context'
import { editProfile, getProfile, keepWelcome, updateProfile } from './profile'
import { changeRest } from './rest'
import { editProfileInput } from './schema'
import { changePassword, signOutEverywhere } from './sessions'
import { signUp } from './sign-up'
import { verifyCredentials } from './verify-credentials'

onAppDatabase()

const newcomer = (email = `${newId()}@example.com`) => ({
  name: 'Grace',
  email,
  password: PASSWORD,
  timeZone: 'UTC',
  locale: 'en',
})

describe('signing up', () => {
  it('refuses a password that is easy to guess, also for what is known of the person', async () => {
    const input = { name: 'Ludwig Wittgenstein', timeZone: 'UTC', locale: 'en' }
    for (const password of ['password123', 'Wittgenstein1'])
      await expect(
        signUp(someRequest(), { ...input, email: `${newId()}@example.com`, password }),
      ).rejects.toMatchObject({
        code: 'invalid_input',
        fields: { password: expect.stringMatching(/easy to guess/) },
      })
  })

  it('makes exactly one of many simultaneous first accounts the owner', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => createPerson()))
    expect(people.filter((person) => person.instanceRole === 'owner')).toHaveLength(1)
  })

  it('gives each account its own workspace, which it owns', async () => {
    const [a, b] = [await createPerson(), await createPerson()]
    expect(a.workspaceId).not.toBe(b.workspaceId)
    expect(a.role).toBe('owner')
  })

  it('answers a taken e-mail like a free one, and leaves the account alone', async () => {
    const input = newcomer()
    const first = await signUp(someRequest(), input)
    const second = await signUp(someRequest(), { ...input, password: 'another password' })
    expect(second).toEqual(first)
    expect(
      await verifyCredentials(someRequest(), { email: input.email, password: 'another password' }),
    ).toBeNull()
    expect(await verifyCredentials(someRequest(), input)).not.toBeNull()
  })

  it('lets one of two simultaneous sign-ups with the same e-mail win', async () => {
    const input = newcomer()
    await Promise.all([
      signUp(someRequest(), input),
      signUp(someRequest(), { ...input, password: 'another password' }),
    ])
    const wins = await Promise.all(
      [PASSWORD, 'another password'].map((password) =>
        verifyCredentials(someRequest(), { ...input, password }),
      ),
    )
    expect(wins.filter(Boolean)).toHaveLength(1)
  })
})

describe('signing in', () => {
  it.each([
    [{ email: 'nobody@example.com', password: PASSWORD }],
    [{ email: { $ne: null }, password: PASSWORD }],
    [{ email: 'a@example.com', password: { $gt: '' } }],
    [null],
    [{}],
  ])('gives no identity for %j', async (input) => {
    const outcome = await verifyCredentials(someRequest(), input).catch(
      (error: { code: string }) => error.code,
    )
    expect([null, 'invalid_input']).toContain(outcome)
  })
})

describe('sessions', () => {
  it('end everywhere at once', async () => {
    const person = await createPerson()
    const session = await signIn(person.userId)
    await signOutEverywhere(person)
    expect(await loadContext(session, newId())).toBeNull()
  })

  it('end when the password changes', async () => {
    const person = await createPerson()
    const session = await signIn(person.userId)
    await changePassword(person, { current: PASSWORD, next: 'a new password' })
    expect(await loadContext(session, newId())).toBeNull()
    expect(await verifyCredentials(someRequest(), { email: person.email, password: PASSWORD })).toBeNull()
    expect(
      await verifyCredentials(someRequest(), { email: person.email, password: 'a new password' }),
    ).not.toBeNull()
  })

  it('keeps the password when the current one is wrong', async () => {
    const person = await createPerson()
    await expect(changePassword(person, { current: 'not it', next: 'a new password' })).rejects.toMatchObject(
      {
        code: 'invalid_input',
        fields: { current: expect.any(String) },
      },
    )
  })
})

describe('the profile', () => {
  it('changes only what is given', async () => {
    const person = await createPerson('Ada')
    await updateProfile(person, { tone: 'playful', instructions: 'Use metric units.' })
    await updateProfile(person, { timeZone: 'Asia/Tokyo' })
    expect(await getProfile(person)).toMatchObject({
      name: 'Ada',
      tone: 'playful',
      length: 'balanced',
      instructions: 'Use metric units.',
      timeZone: 'Asia/Tokyo',
    })
  })
})

describe('two windows', () => {
  it('change different fields without a word, and the same one only with the person knowing', async () => {
    const person = await createPerson('Ada')
    const [first, second] = await Promise.all([
      editProfile(person, { patch: { about: 'A nurse.' }, base: { about: '' } }),
      editProfile(person, {
        patch: { tone: 'direct', humour: 'none' },
        base: { tone: 'warm', humour: 'some' },
      }),
    ])
    expect([first.saved, second.saved]).toEqual([true, true])
    const late = await editProfile(person, { patch: { about: 'A pilot.' }, base: { about: '' } })
    expect(late).toMatchObject({
      saved: false,
      profile: { about: 'A nurse.', tone: 'direct', humour: 'none' },
    })
    const same = await editProfile(person, { patch: { about: 'A nurse.' }, base: { about: '' } })
    expect(same.saved).toBe(true)
    const knowing = await editProfile(person, { patch: { about: 'A pilot.' }, base: { about: 'A nurse.' } })
    expect(knowing).toMatchObject({ saved: true, profile: { about: 'A pilot.' } })
  })

  it('write over each other never: of many at once exactly one wins', async () => {
    const person = await createPerson()
    const all = await Promise.all(
      ['she/her', 'they/them', 'he/him'].map((pronouns) =>
        editProfile(person, { patch: { pronouns }, base: { pronouns: '' } }),
      ),
    )
    expect(all.filter(({ saved }) => saved)).toHaveLength(1)
  })

  it('say what was there before, in words', () => {
    const parse = (input: unknown) => editProfileInput.safeParse(input).success
    expect(parse({ patch: { about: 'x' }, base: {} })).toBe(false)
    expect(parse({ patch: { about: 'x' }, base: { about: { $ne: null } } })).toBe(false)
    expect(parse({ patch: { theme: 'dark' }, base: { theme: 'light' } })).toBe(false)
  })
})

describe('a birthday', () => {
  it('is nobody’s business, but must be one, and of somebody old enough', async () => {
    const person = await createPerson()
    const birthday = (value: string) =>
      editProfile(person, { patch: { birthday: value }, base: { birthday: '' } })
    const young = `${new Date().getUTCFullYear() - 10}-01-01`
    for (const refused of [young, '2999-01-01', '1899-12-31'])
      await expect(birthday(refused)).rejects.toMatchObject({
        code: 'invalid_input',
        fields: { birthday: expect.any(String) },
      })
    await expect(birthday(young)).rejects.toThrow(/16 and older/)
    expect(await birthday('1990-02-28')).toMatchObject({ saved: true, profile: { birthday: '1990-02-28' } })
    expect(yearsBetween('2010-11-29', '2026-11-28')).toBe(15)
    expect(yearsBetween('2010-11-28', '2026-11-28')).toBe(16)
  })
})

describe('the welcome', () => {
  it('is for newcomers, goes on where it was left, and ends', async () => {
    const person = await createPerson()
    expect((await getProfile(person)).welcomeStep).toBe(1)
    await keepWelcome(person, { step: 2 })
    expect((await getProfile(person)).welcomeStep).toBe(2)
    await keepWelcome(person, { isDone: true })
    await keepWelcome(person, { hintDismissed: true })
    expect(await getProfile(person)).toMatchObject({ welcomeStep: null, hintDismissed: true })
  })
})

describe('late hours', () => {
  it('are told of until the person changes it, and the welcome stands beside it', async () => {
    const person = await createPerson()
    expect((await getProfile(person)).rest).toMatchObject({ isOn: true, from: 23, to: 6, isYoung: false })
    await changeRest(person, { from: 1 })
    await keepWelcome(person, { step: 2 })
    await changeRest(person, { isOn: false })
    expect(await getProfile(person)).toMatchObject({ welcomeStep: 2, rest: { isOn: false, from: 1, to: 6 } })
  })

  it('cannot be turned off by who is under age, and can from the birthday on', async () => {
    const person = await createPerson()
    const ago = (years: number, days: number) => {
      const day = new Date(Date.now() + days * 24 * 60 * 60_000)
      day.setUTCFullYear(day.getUTCFullYear() - years)
      return day.toISOString().slice(0, 10)
    }
    await updateProfile(person, { birthday: ago(18, 3) })
    expect((await getProfile(person)).rest).toMatchObject({ isOn: true, from: 22, isYoung: true })
    await expect(changeRest(person, { isOn: false })).rejects.toMatchObject({ code: 'forbidden' })
    await updateProfile(person, { birthday: ago(18, -3) })
    expect(await changeRest(person, { isOn: false })).toMatchObject({ isOn: false, isYoung: false })
  })
})

describe('the picture', () => {
  const photo = () =>
    sharp({ create: { width: 900, height: 300, channels: 3, background: '#336699' } })
      .withExif({ IFD0: { Copyright: 'secret place' } })
      .jpeg()
      .toBuffer()

  it('is stored small, square and without metadata, and replaced as a whole', async () => {
    const person = await createPerson()
    const first = await setAvatar(person, new File([new Uint8Array(await photo())], 'me.jpg'))
    const second = await setAvatar(person, new File([new Uint8Array(await photo())], 'me.jpg'))
    const idOf = ({ avatarUrl }: { avatarUrl: string }) => avatarUrl.split('/').at(-1) ?? ''
    const { bytes, contentType } = await getAvatar(person, idOf(second))
    const metadata = await sharp(bytes).metadata()
    expect(contentType).toBe('image/webp')
    expect(metadata).toMatchObject({ width: 256, height: 256, format: 'webp' })
    expect(metadata.exif).toBeUndefined()
    await expect(getAvatar(person, idOf(first))).rejects.toMatchObject({ code: 'not_found' })
  })

  it("is nobody else's to see", async () => {
    const [owner, other] = [await createPerson(), await createPerson()]
    const { avatarUrl } = await setAvatar(owner, new File([new Uint8Array(await photo())], 'me.jpg'))
    await expect(getAvatar(other, avatarUrl.split('/').at(-1) ?? '')).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('must be a picture, whatever its name says', async () => {
    const person = await createPerson()
    const script = new File(['<svg onload="alert(1)">'], 'me.png', { type: 'image/png' })
    await expect(setAvatar(person, script)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('can be removed', async () => {
    const person = await createPerson()
    await setAvatar(person, new File([new Uint8Array(await photo())], 'me.jpg'))
    await removeAvatar(person)
    expect((await getProfile(person)).avatarUrl).toBeNull()
  })
})
