import { ObjectId } from 'mongodb'
import { writeGiven } from '@/lib/billing/accounts/data'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { writeQuote } from '@/lib/quotes/data'
import { createPerson } from '../../app-database.ts'
import type { ActionLine } from '../line.ts'

/** Somebody with an account and a confirmed address. */
async function somebody(more: Record<string, unknown> = {}): Promise<string> {
  const { userId } = await createPerson('Somebody')
  const fields = { emailVerifiedAt: new Date(), ...more }
  await driverCollection('users').updateOne({ _id: new ObjectId(userId) }, { $set: fields })
  return userId
}

async function addressOf(userId: string): Promise<string> {
  const user = await driverCollection('users').findOne({ _id: new ObjectId(userId) })
  return user?.['email'] ?? ''
}

/** @returns the account of somebody who was given a plan */
async function givenPlan(): Promise<string> {
  const { workspaceId, userId } = await createPerson('Somebody')
  const until = new Date(Date.now() + 60_000).toISOString()
  const account = await writeGiven(workspaceId, userId, { plan: 'pro', seats: 1, until, note: '' })
  return account?._id.toHexString() ?? ''
}

/** @returns what somebody asked for */
async function quote(): Promise<string> {
  const asked = await writeQuote(await createPerson('Somebody'), { seats: 5, needs: 'x', reach: 'x' })
  return asked?._id.toHexString() ?? ''
}

/** Actions about the whole instance and other people's accounts; see ../matrix.test.ts. */
export const INSTANCE_ACTIONS: Record<string, ActionLine> = {
  'billing/compareNow': { least: 'instance owner' },
  'billing/giveCredits': {
    least: 'instance owner',
    input: async () => ({
      ...{ id: newId(), email: await addressOf(await somebody()) },
      ...{ messages: 10, note: 'For the trouble' },
    }),
  },
  'billing/givePlan': {
    least: 'instance owner',
    input: async () => ({ email: await addressOf(await somebody()), plan: 'pro', until: '2999-12-31' }),
  },
  'billing/takePlanBack': {
    least: 'instance owner',
    input: async () => ({ id: await givenPlan() }),
  },
  'quotes/answerQuote': { least: 'instance owner', input: async () => ({ id: await quote(), text: 'x' }) },
  'quotes/closeQuote': { least: 'instance owner', input: async () => ({ id: await quote() }) },
  'feedback/listReports': { least: 'instance support', input: () => ({ isHandled: false }) },
  'feedback/readReportedReply': {
    least: 'instance support',
    input: async (own) => ({ id: await own.report() }),
  },
  'feedback/settleReport': {
    least: 'instance support',
    input: async (own) => ({ id: await own.report(), isHandled: true }),
  },
  'people/changeRole': {
    least: 'instance admin',
    input: async () => ({ id: await somebody(), role: 'support' }),
  },
  'people/giveCaps': {
    least: 'instance admin',
    input: async () => ({ id: await somebody(), day: 10, month: null }),
  },
  'people/listPeople': { least: 'instance admin', input: () => ({}) },
  'people/restorePerson': {
    least: 'instance admin',
    input: async () => ({ id: await somebody({ suspendedAt: new Date() }) }),
  },
  'people/signOutPerson': { least: 'instance admin', input: async () => ({ id: await somebody() }) },
  'people/suspendPerson': {
    least: 'instance admin',
    input: async () => ({ id: await somebody(), reason: 'Sends advertisements.' }),
  },
  'ways/invite': {
    least: 'instance admin',
    input: () => ({ email: `${newId()}@example.com`, role: 'user' }),
  },
  'ways/revokeInvitation': {
    least: 'instance admin',
    input: async (own) => ({ id: await own.invitation() }),
  },
}
