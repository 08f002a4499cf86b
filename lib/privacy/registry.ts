import 'server-only'
import { accountData, accountItself } from '@/lib/accounts/server'
import { assistantData } from '@/lib/assistants/server'
import { auditData } from '@/lib/audit/server'
import { billingData } from '@/lib/billing/server'
import { challengeData } from '@/lib/challenges/server'
import { chatData } from '@/lib/chat/server'
import { consentData } from '@/lib/consents/server'
import { draftData } from '@/lib/drafts/server'
import { factorData } from '@/lib/factors/server'
import { feedbackData } from '@/lib/feedback/server'
import { folderData } from '@/lib/folders/server'
import { generationData } from '@/lib/generations/server'
import { insightData } from '@/lib/insight/server'
import { jobData } from '@/lib/jobs/server'
import { keyData } from '@/lib/keys/server'
import { liveData } from '@/lib/live/server'
import { memoryData } from '@/lib/memory/server'
import { modelData } from '@/lib/models/server'
import type { PersonalData } from '@/lib/platform/personal-data'
import { promptData } from '@/lib/prompts/server'
import { quoteData } from '@/lib/quotes/server'
import { sessionData } from '@/lib/sessions/server'
import { shareData } from '@/lib/shares/server'
import { summaryData } from '@/lib/summaries/server'
import { teamData } from '@/lib/teams/server'
import { throttleData } from '@/lib/throttles/server'
import { transferData } from '@/lib/transfer/server'
import { usageData } from '@/lib/usage/server'
import { wayData } from '@/lib/ways/server'
import { archiveData, archiveItself } from './personal-data'

/**
 * Everything that is kept of people, by collection. privacy.test.ts fails when a collection of the contract is neither here nor in
 * `IMPERSONAL`.
 *
 * What is found by way of something else comes before it; the account itself and the work in the background come last, so that an
 * erasure that was interrupted is found again.
 */
export const PERSONAL_DATA: readonly PersonalData[] = [
  ...shareData,
  ...draftData,
  ...chatData,
  ...insightData,
  ...memoryData,
  ...summaryData,
  ...generationData,
  ...folderData,
  ...promptData,
  ...assistantData,
  ...feedbackData,
  ...transferData,
  ...modelData,
  ...liveData,
  ...consentData,
  ...billingData,
  ...quoteData,
  ...usageData,
  ...keyData,
  ...archiveData,
  ...sessionData,
  ...factorData,
  ...wayData,
  ...teamData,
  ...challengeData,
  ...throttleData,
  ...auditData,
  ...accountData,
  accountItself,
  ...jobData,
]

/** Handed out nowhere, and why; erased all the same. */
export const NOT_HANDED_OUT: readonly PersonalData[] = archiveItself

/** Collections that hold nothing of anybody, and why. */
export const IMPERSONAL: Record<string, string> = {
  stripeEvents: 'ids and kinds of what Stripe sent, to act upon each once',
  billingMovements: 'how what comes in has changed, by ids of accounts, which go with their people',
  billingChecks: 'how accounts compared with Stripe, by ids of workspaces and subscriptions',
  erasureReceipts: 'says that an account was erased and how much of it there was, not whose',
}
