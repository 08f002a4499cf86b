import { expect, it } from 'vitest'
import { converge } from '@/lib/billing/accounts/converge'
import { seatsOf } from '@/lib/billing/server'
import { newId } from '@/lib/core/ids'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, stripe, subscribe } from '@/scripts/test/shop'
import { deleteTeam } from '../erasure/delete-team'
import { createTeam } from '../manage-team'
import { readTeam } from '../read-team'
import { inviteToTeam } from './invite'

onAppDatabase()
onStripe()

async function team() {
  const owner = await createPerson('Olga')
  await createTeam(owner, { name: 'Analysts' })
  return again(owner)
}

it('no seat is promised twice, however many are invited at once', async () => {
  const owner = await team()
  const invite = () => inviteToTeam(owner, { emails: [`${newId()}@example.com`], role: 'member' })
  await expect(invite()).rejects.toMatchObject({ code: 'conflict' })
  expect(await readTeam(owner)).toMatchObject({ seats: { count: 1, free: 0 }, help: 'plan', invitations: [] })
  await subscribe(owner, { plan: 'business', quantity: 3 })
  await converge(await customerOf(owner))
  await invite()
  await Promise.allSettled(Array.from({ length: 8 }, invite))
  const { free } = await seatsOf(owner)
  expect(free).toBeGreaterThanOrEqual(0)
  if (free === 1) await invite()
  await expect(invite()).rejects.toMatchObject({ code: 'conflict' })
  expect(await seatsOf(owner)).toMatchObject({ count: 3, members: 1, invitations: 2, free: 0 })
  expect(await readTeam(await again(owner))).toMatchObject({ seats: { count: 3, free: 0 }, help: 'seats' })
})

it('what is paid for a team ends with it', async () => {
  const owner = await team()
  const { id } = await subscribe(owner, { plan: 'business', quantity: 2 })
  await converge(await customerOf(owner))
  await deleteTeam(owner, { name: 'Analysts' })
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled')
  expect(await seatsOf(owner.workspaceId)).toMatchObject({ count: 1, members: 0 })
})
