import { getProfile } from '@/lib/accounts/server'
import { answerCompletion, listApiModels, readApiUsage } from '@/lib/api/server'
import { getAssistant } from '@/lib/assistants/server'
import { listSupportAccess } from '@/lib/audit/server'
import type { Ctx, PersonCtx } from '@/lib/auth/context'
import {
  finishCheckout,
  getBillingNotice,
  listGivenCredits,
  listGivenPlans,
  listSubscriptions,
  readBeyondPlan,
  readBilling,
  readGrowth,
  readRevenue,
  readSeats,
  readTeamPlan,
  refreshBilling,
} from '@/lib/billing/server'
import { findUnagreed, listConsents } from '@/lib/consents/server'
import { newId } from '@/lib/core/ids'
import { getFactorState, listPasskeys } from '@/lib/factors/server'
import { listFolders } from '@/lib/folders/server'
import { countInsightUsers, getInsightSettings, readInsights } from '@/lib/insight/server'
import { KEY_SCOPES } from '@/lib/keys/limits'
import { listKeys } from '@/lib/keys/server'
import { readMemory } from '@/lib/memory/server'
import { readModelSettings } from '@/lib/models/server'
import { undoDeletion } from '@/lib/privacy/erasure/request-deletion'
import { getRetention, previewDeletion } from '@/lib/privacy/server'
import { listQuotes, readQuoteOffer } from '@/lib/quotes/server'
import { listSessions } from '@/lib/sessions/server'
import { readTeam, readTeamLog, teamAtHand } from '@/lib/teams/server'
import { readPrinted } from '@/lib/transfer/server'
import { getUsageNotice, readUsage } from '@/lib/usage/server'
import { linkIdentity } from '@/lib/ways/oauth/link'
import { listInvitations, listWays } from '@/lib/ways/server'
import type { PageLine } from '../line.ts'

/** As a program asks with a key of theirs. */
const withKey = (ctx: PersonCtx): Ctx => ({
  ...ctx,
  actor: 'apiKey',
  apiKey: { id: newId(), scopes: KEY_SCOPES, caps: null },
})
const question = () =>
  new Request('http://localhost/api/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newId() },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }] }),
  })

/** One line for each use case that only a page calls; see ../matrix.test.ts. */
export const PAGES: Record<string, PageLine> = {
  findUnagreed: { least: 'viewer', other: 'ok', call: findUnagreed },
  getAssistant: { least: 'viewer', of: (own) => own.assistant(), call: getAssistant },
  getFactorState: { least: 'viewer', other: 'ok', call: getFactorState },
  getInsightSettings: { least: 'viewer', other: 'ok', call: getInsightSettings },
  readInsights: { least: 'viewer', other: 'ok', call: (ctx) => readInsights(ctx, 90) },
  getProfile: { least: 'viewer', other: 'ok', call: getProfile },
  getRetention: { least: 'viewer', other: 'ok', call: getRetention },
  listConsents: { least: 'viewer', other: 'ok', call: listConsents },
  listFolders: { least: 'viewer', other: 'ok', call: listFolders },
  listPasskeys: { least: 'viewer', other: 'ok', call: listPasskeys },
  listSupportAccess: { least: 'viewer', other: 'ok', call: listSupportAccess },
  listSessions: { least: 'viewer', other: 'ok', call: listSessions },
  previewDeletion: { least: 'viewer', other: 'ok', call: previewDeletion },
  readTeam: { least: 'viewer', other: 'ok', call: readTeam },
  readTeamLog: {
    least: 'admin',
    of: async (own) => {
      await own.team()
      return ''
    },
    call: readTeamLog,
  },
  teamAtHand: { least: 'viewer', other: 'ok', call: teamAtHand },
  readMemory: { least: 'viewer', other: 'ok', call: readMemory },
  readModelSettings: { least: 'viewer', other: 'ok', call: readModelSettings },
  listKeys: { least: 'member', other: 'ok', call: listKeys },
  answerCompletion: {
    least: 'member',
    other: 'ok',
    call: (ctx) => answerCompletion(withKey(ctx), question()),
  },
  listApiModels: { least: 'member', other: 'ok', call: (ctx) => listApiModels(withKey(ctx)) },
  readApiUsage: { least: 'member', other: 'ok', call: (ctx) => readApiUsage(withKey(ctx)) },
  finishCheckout: {
    least: 'owner',
    answers: 'not_found',
    other: 'not_found',
    call: (ctx) => finishCheckout(ctx, 'cs_test_made_up'),
  },
  listGivenCredits: { least: 'instance owner', call: listGivenCredits },
  listGivenPlans: { least: 'instance owner', call: listGivenPlans },
  listSubscriptions: {
    least: 'instance owner',
    call: (ctx) => listSubscriptions(ctx, { words: '' }),
  },
  countInsightUsers: { least: 'instance admin', call: countInsightUsers },
  listQuotes: { least: 'instance owner', call: listQuotes },
  readQuoteOffer: { least: 'owner', other: 'ok', call: readQuoteOffer },
  readGrowth: { least: 'instance owner', call: (ctx) => readGrowth(ctx) },
  readRevenue: { least: 'instance owner', call: readRevenue },
  getBillingNotice: { least: 'viewer', other: 'ok', call: getBillingNotice },
  readBeyondPlan: { least: 'owner', other: 'ok', call: readBeyondPlan },
  readBilling: { least: 'owner', other: 'ok', call: readBilling },
  readSeats: { least: 'owner', other: 'ok', call: readSeats },
  readTeamPlan: { least: 'viewer', other: 'ok', call: readTeamPlan },
  refreshBilling: { least: 'owner', other: 'ok', call: refreshBilling },
  getUsageNotice: { least: 'viewer', other: 'ok', call: getUsageNotice },
  readUsage: { least: 'viewer', other: 'ok', call: (ctx) => readUsage(ctx, 30) },
  readPrinted: { least: 'viewer', of: async (own) => (await own.conversation()).id, call: readPrinted },
  linkIdentity: {
    least: 'viewer',
    other: 'ok',
    call: (ctx) => linkIdentity(ctx, { provider: 'oidc', subject: newId(), email: null, name: 'New' }),
  },
  listWays: { least: 'viewer', other: 'ok', call: listWays },
  undoDeletion: { least: 'viewer', answers: 'conflict', other: 'conflict', call: undoDeletion },
  listInvitations: { least: 'instance admin', call: listInvitations },
}
