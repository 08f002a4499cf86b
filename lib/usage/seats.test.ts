import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, subscribe } from '@/scripts/test/shop'
import { teamOf } from '@/scripts/test/team'
import { converge } from '../billing/accounts/converge'
import { reserveMessage } from './counting/reserve'
import { mostOf } from './limits-of'

onAppDatabase()
onStripe({ business: { limits: { messagesPerDay: 20, messagesPerMonth: 1_000 } } })

it('a team asks for what all of its seats bring, of 200 at once exactly as much', async () => {
  const { owner, members } = await teamOf(3)
  await subscribe(owner, { plan: 'business', quantity: 3 })
  await converge(await customerOf(owner))
  const people = await Promise.all([owner, ...members].map(again))
  expect(people.map((person) => mostOf(person))).toEqual(Array(3).fill({ day: 60, month: 3_000 }))
  const asked = Array.from({ length: 200 }, (_, at) => people[at % 3]).flatMap((person) => person ?? [])
  const outcomes = await Promise.allSettled(asked.map((person) => reserveMessage(person, newId())))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(60)
  expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
    code: 'limit_reached',
  })
})
