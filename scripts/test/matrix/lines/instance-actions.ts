import { ObjectId } from 'mongodb'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson } from '../../app-database.ts'
import type { ActionLine } from '../line.ts'

/** Somebody with an account and a confirmed address. */
async function somebody(more: Record<string, unknown> = {}): Promise<string> {
  const { userId } = await createPerson('Somebody')
  const fields = { emailVerifiedAt: new Date(), ...more }
  await driverCollection('users').updateOne({ _id: new ObjectId(userId) }, { $set: fields })
  return userId
}

/** Actions about the whole instance and other people's accounts; see ../matrix.test.ts. */
export const INSTANCE_ACTIONS: Record<string, ActionLine> = {
  'billing/compareNow': { least: 'instance owner' },
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
