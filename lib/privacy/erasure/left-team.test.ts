import { ObjectId } from 'mongodb'
import { expect, it, vi } from 'vitest'
import { converge } from '@/lib/billing/accounts/converge'
import { addCredit } from '@/lib/billing/ledger/data'
import { balanceOf } from '@/lib/billing/stored/data'
import { findWallet } from '@/lib/billing/wallet/data'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, planNow, stripe, subscribe } from '@/scripts/test/shop'
import { teamOf } from '@/scripts/test/team'
import { eraseAccount } from './erase-account'

onAppDatabase()
onStripe()
vi.mock('@/lib/platform/mailer', () => ({ sendMail: vi.fn() }))

it('leaves a team that others go on in what was prepaid there, and ends what its owner paid', async () => {
  await createPerson('The first owns the installation')
  const { owner, members } = await teamOf(2)
  const [heir] = members
  if (!heir) throw new Error('nobody')
  await subscribe(owner, { plan: 'business', quantity: 2 })
  const customer = await customerOf(owner)
  await converge(customer)
  await addCredit({ ...owner, key: `given:${newId()}`, kind: 'given', messages: 500 })
  expect(await planNow(heir)).toBe('business')

  // The last of them joined after the account was closed: it was not handed over.
  const users = driverCollection('users')
  const requestedAt = new Date(Date.now() - 1_000)
  await users.updateOne({ _id: new ObjectId(owner.userId) }, { $set: { deletionAt: requestedAt } })
  const order = { userId: owner.userId, receiptId: newId(), requestedAt: requestedAt.toISOString() }
  await eraseAccount(order)

  expect(await again(heir)).toMatchObject({ workspaceId: owner.workspaceId, role: 'owner' })
  expect(await planNow(heir)).toBe('free')
  const wallet = await findWallet(owner.workspaceId)
  expect(wallet && balanceOf(wallet)).toBe(500)
  expect(wallet?.userId.toHexString()).toBe(heir.userId)
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
  expect(await users.findOne({ _id: new ObjectId(owner.userId) })).toBeNull()
})
