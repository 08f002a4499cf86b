import 'server-only'
import { generateText } from 'ai'
import type { ProfileDto, VoiceInput } from '@/lib/accounts/schema'
import { getProfile } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { definedOnly } from '@/lib/core/objects'
import { assertWithinRate } from '@/lib/http/rate-limit'
import { chooseModel, languageModelOf, openModels } from '@/lib/models/server'
import { log } from '@/lib/platform/log'
import { noteModelCall } from '@/lib/usage/server'
import { assertGuestMayAsk } from '../guest-limit'
import { personaInstructions } from '../persona'

const TIMEOUT_MS = 30_000
const MOST_TOKENS = 400
/** What somebody might write on an ordinary day. */
const SAMPLE_QUESTION = 'I slept badly and have a long day ahead. What should I do?'

/** Wishes count as they are being entered, before they are saved. */
async function voiceOf(ctx: Ctx, change: VoiceInput): Promise<ProfileDto> {
  return { ...(await getProfile(ctx)), ...definedOnly(change) }
}

/** @returns what a model is told of the person with every message, word for word */
export async function previewVoice(ctx: Ctx, change: VoiceInput): Promise<{ text: string }> {
  assertCan(ctx, 'profile:read')
  return { text: personaInstructions(await voiceOf(ctx, change), new Date()) }
}

/**
 * Asks the person's model an ordinary question. Nothing of it is kept, and it counts as no message: so it is asked a few times a day only, by
 * a guest as part of what guests may ask.
 *
 * @throws AppError `rate_limited`; `unavailable` when no model answers
 */
export async function sampleVoice(
  ctx: Ctx,
  change: VoiceInput,
): Promise<{ question: string; answer: string; model: string }> {
  assertCan(ctx, 'conversation:write')
  const [person, access] = await Promise.all([voiceOf(ctx, change), openModels(ctx)])
  const model = await chooseModel(access, [])
  if (!model) throw new AppError('unavailable', 'No model can be reached right now.')
  await assertWithinRate('sample', ctx.userId)
  await assertGuestMayAsk(ctx)
  try {
    const { text, usage } = await generateText({
      model: await languageModelOf(access, model),
      instructions: personaInstructions(person, new Date()),
      prompt: SAMPLE_QUESTION,
      maxOutputTokens: MOST_TOKENS,
      maxRetries: 0,
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    })
    noteModelCall(ctx, { feature: 'voice', key: newId(), access, model, usage })
    return { question: SAMPLE_QUESTION, answer: text.trim(), model: model.label }
  } catch (error) {
    log.info('no sample of a voice', { model: model.id, error })
    throw new AppError('unavailable', `${model.label} did not answer. Your wishes are kept; try again later.`)
  }
}
