import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { CONSENT_VERSIONS } from './limits'
import { agree, changeConsent, findUnagreed, listConsents } from './manage-consents'

onAppDatabase()

const consents = (userId: string) =>
  driverCollection('consents').updateMany.bind(driverCollection('consents'), { userId: new ObjectId(userId) })

it('keeps what was agreed to when signing up, and nothing that was only offered', async () => {
  const ada = await createPerson()
  const { given, history } = await listConsents(ada)
  expect(Object.keys(given).sort()).toEqual(['privacy', 'terms'])
  expect(given.terms).toMatchObject({ version: CONSENT_VERSIONS.terms, withdrawnAt: null })
  expect(history).toHaveLength(2)
  expect(await findUnagreed(ada)).toEqual([])
})

it('asks again when the terms have a new version, and for what is read alone', async () => {
  const ada = await createPerson()
  await consents(ada.userId)({ $set: { version: '2020-01-01' } })
  expect(await findUnagreed(ada)).toEqual([
    { kind: 'terms', isNew: false },
    { kind: 'privacy', isNew: false },
  ])
  const { terms, privacy } = CONSENT_VERSIONS
  await expect(agree(ada, { terms: '2020-01-01', privacy })).rejects.toMatchObject({ code: 'conflict' })
  expect(await findUnagreed(ada)).toHaveLength(2)
  await agree(ada, { terms, privacy })
  await agree(ada, { terms, privacy })
  expect(await findUnagreed(ada)).toEqual([])
  expect((await listConsents(ada)).history).toHaveLength(4)
})

it('asks an account that was never asked', async () => {
  const ada = await createPerson()
  await driverCollection('consents').deleteMany({ userId: new ObjectId(ada.userId) })
  expect((await findUnagreed(ada)).every(({ isNew }) => isNew)).toBe(true)
})

it('notes every giving and withdrawing with its time', async () => {
  const [ada, bob] = [await createPerson(), await createPerson()]
  await changeConsent(ada, { kind: 'analytics', isGiven: true })
  const { given } = await changeConsent(ada, { kind: 'analytics', isGiven: true })
  expect(given.analytics).toMatchObject({ version: CONSENT_VERSIONS.analytics, withdrawnAt: null })
  const without = await changeConsent(ada, { kind: 'analytics', isGiven: false })
  expect(without.given.analytics).toBeUndefined()
  await changeConsent(ada, { kind: 'analytics', isGiven: true })
  const kept = (await listConsents(ada)).history.filter(({ kind }) => kind === 'analytics')
  expect(kept.map(({ withdrawnAt }) => withdrawnAt !== null)).toEqual([false, true])
  expect((await listConsents(bob)).given.analytics).toBeUndefined()
})
