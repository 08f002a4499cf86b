import 'server-only'
import type { ActiveGeneration } from '@/lib/generations/server'
import type { ModelDto } from '@/lib/models/schema'
import { findModel, type ModelAccess } from '@/lib/models/server'
import { replyError } from './reply-errors'
import type { MessageMetadata, ReplyError } from './schema'

/** How one model's try ended. `hasBegun`: words of it have been shown. */
export type Outcome = Pick<MessageMetadata, 'finishReason' | 'usage' | 'context'> & {
  error: ReplyError | null
  hasBegun: boolean
}

/** Asks one model. `isLast`: nobody steps in when it fails, so it may take its time. */
type Ask = (model: ModelDto, isLast: boolean) => Promise<Outcome>

/** What another model may do better. Too long a message and refused words are the person's own, whoever is asked. */
const PASSED_ON: ReadonlySet<ReplyError['code']> = new Set([
  'model_unavailable',
  'model_timeout',
  'model_overloaded',
  'bad_key',
  'quota',
  'broken_stream',
])

export type Answered = Outcome & { model: ModelDto | null; replaced: MessageMetadata['replaced'] }

/**
 * Asks the wanted model and, when it fails before its first word, those of the person's list in their order. Readers hear of each
 * change as it happens. When all fail, the failure is that of the model that was wanted.
 */
export async function askInTurn(
  active: ActiveGeneration,
  wanted: ModelDto | null,
  access: ModelAccess,
  ask: Ask,
): Promise<Answered> {
  const waiting = access.personal.fallbackModels.filter((id) => id !== wanted?.id)
  if (!wanted)
    return { error: replyError('model_unavailable'), hasBegun: false, model: null, replaced: undefined }
  const first = await ask(wanted, waiting.length === 0)
  const { error } = first
  if (!error || !mayPassOn(active, first)) return { ...first, model: wanted, replaced: undefined }
  const replaced = { model: wanted.id, code: error.code }
  for (const [i, id] of waiting.entries()) {
    const model = await findModel(access, id)
    if (!model) continue
    active.emit({ type: 'message-metadata', messageMetadata: { model: id, replaced } as MessageMetadata })
    const outcome = await ask(model, i === waiting.length - 1)
    const goesOn = outcome.error?.code === 'context_full' || mayPassOn(active, outcome)
    if (!outcome.error || !goesOn) return { ...outcome, model, replaced }
  }
  return { ...first, model: wanted, replaced: undefined }
}

function mayPassOn(active: ActiveGeneration, { error, hasBegun }: Outcome): boolean {
  return error !== null && !hasBegun && PASSED_ON.has(error.code) && !active.abort.signal.aborted
}
