import 'server-only'
import { careWords } from '@/lib/care/server'
import {
  type ActiveGeneration,
  assembleParts,
  chunksOf,
  type EndStatus,
  plainText,
  type ReplyChunk,
  type ReplyPart,
} from '@/lib/generations/server'
import type { ModelDto, ModelSettings } from '@/lib/models/schema'
import { languageModelOf, type ModelAccess } from '@/lib/models/server'
import { log } from '@/lib/platform/log'
import { type ModelPart, type Said, streamModel } from '@/lib/platform/models/stream-model'
import { ownWords } from './build-context'
import { askInTurn, type Outcome } from './fall-back'
import { explainFailure, replyError } from './reply-errors'
import type { MessageMetadata, ReplyError, TokenUsage } from './schema'
import { tokensOf } from './usage/tokens-of'
import { FIRST_TOKEN_MS, watchdog } from './watchdog'

/** The same when another model is waiting to step in. */
const PASS_ON_MS = 45_000

export type ReplyOrder = {
  replyId: string
  parentId: string
  access: ModelAccess
  model: ModelDto | null
  /** What this reply already has. The model is to go on from its text. */
  prefix: readonly ReplyPart[]
  /** What a model is sent: one that holds less gets less. */
  prepare(model: ModelDto): Promise<Prompt>
}

export type Prompt = {
  instructions: string
  messages: Said[]
  maxOutputTokens: number
  settings: ModelSettings
  /** How much of the model's window it takes. */
  context: NonNullable<MessageMetadata['context']>
  /** False when even the newest message alone does not fit. */
  fits: boolean
}

export type Reply = {
  status: EndStatus
  parts: ReplyPart[]
  text: string
  error: ReplyError | null
  usage?: TokenUsage
  finishReason?: MessageMetadata['finishReason']
  context?: MessageMetadata['context']
  memories?: MessageMetadata['memories']
  /** Who answered; null when there is no model. */
  model: ModelDto | null
  /** The model that was wanted and did not answer. */
  replaced: MessageMetadata['replaced']
}

/** Asks the model and emits what it says. Never throws for what a provider does: every failure is an outcome with words. */
export async function produceReply(active: ActiveGeneration, order: ReplyOrder): Promise<Reply> {
  const { replyId, parentId, model, prefix } = order
  const startedAt = new Date().toISOString()
  const metadata: MessageMetadata = {
    parentId,
    status: 'running',
    createdAt: startedAt,
    ...(model && { model: model.id }),
  }
  active.open({ type: 'start', messageId: replyId, messageMetadata: metadata })
  emitPrefix(active, prefix)
  const outcome = await askInTurn(active, model, order.access, (asked, isLast) =>
    callModel(active, order, asked, isLast),
  )
  const parts = assembleParts(active.chunks())
  return { ...outcome, status: statusOf(active, outcome), parts, text: plainText(parts) }
}

/** The last text of the prefix stays open: what the model says is joined to it. */
function emitPrefix(active: ActiveGeneration, prefix: readonly ReplyPart[]): void {
  const open = prefix.findLastIndex(({ type }) => type === 'text')
  for (const [i, part] of prefix.entries()) {
    const chunks = i === open ? chunksOf(part, 'continued').slice(0, -1) : chunksOf(part, `before-${i}`)
    for (const chunk of chunks) active.emit(chunk)
  }
}

function statusOf(active: ActiveGeneration, outcome: Pick<Outcome, 'error'>): EndStatus {
  return active.ending ?? (outcome.error ? 'failed' : 'done')
}

async function callModel(
  active: ActiveGeneration,
  order: ReplyOrder,
  model: ModelDto,
  isLast: boolean,
): Promise<Outcome> {
  const outcome: Outcome = { error: null, hasBegun: false }
  const continues = order.prefix.some(({ type }) => type === 'text')
  const watch = watchdog(isLast ? FIRST_TOKEN_MS : PASS_ON_MS)
  const signal = AbortSignal.any([active.abort.signal, watch.signal])
  try {
    const prompt = await order.prepare(model)
    outcome.context = prompt.context
    if (!prompt.fits) return { ...outcome, error: replyError('context_full') }
    const written = continues ? null : writtenAnswer(model, prompt.messages)
    if (written !== null) return { ...outcome, ...emitWritten(active, written) }
    const { temperature, topP, reasoning } = prompt.settings
    const parts = await streamModel(await languageModelOf(order.access, model), {
      instructions: prompt.instructions,
      messages: prompt.messages,
      maxOutputTokens: prompt.maxOutputTokens,
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
      ...(reasoning !== undefined && { reasoning }),
      mayRetry: isLast,
      abortSignal: signal,
    })
    for await (const part of parts) {
      watch.alive()
      const chunk = toChunk(part, continues)
      if (chunk) active.emit(chunk)
      if (chunk && 'delta' in chunk) outcome.hasBegun = true
      if (part.type === 'error') throw part.error
      if (part.type === 'finish') Object.assign(outcome, endOf(part, model))
    }
    if (!outcome.finishReason && !outcome.error) throw new Error('the stream ended without a finish')
    return outcome
  } catch (error) {
    if (active.ending) return outcome
    const reason = signal.aborted ? signal.reason : error
    log.warn('model call failed', { generationId: active.id, model: model.id, error: reason })
    return { ...outcome, error: explainFailure(reason) }
  } finally {
    watch.stop()
  }
}

/** The small model of this server is kept from answering somebody who may be in danger. */
function writtenAnswer({ provider }: ModelDto, messages: readonly Said[]): string | null {
  return provider === 'local' ? careWords(ownWords(messages).at(-1) ?? '') : null
}

function emitWritten(active: ActiveGeneration, delta: string): Pick<Outcome, 'usage' | 'finishReason'> {
  active.emit({ type: 'text-start', id: 'written' })
  active.emit({ type: 'text-delta', id: 'written', delta })
  active.emit({ type: 'text-end', id: 'written' })
  return { usage: { input: 0, output: 0 }, finishReason: 'stop' }
}

function toChunk(part: ModelPart, continues: boolean): ReplyChunk | null {
  switch (part.type) {
    case 'text-start':
      return continues ? null : { type: 'text-start', id: part.id }
    case 'text-delta':
      return part.delta === ''
        ? null
        : { type: 'text-delta', id: continues ? 'continued' : part.id, delta: part.delta }
    case 'text-end':
      return { type: 'text-end', id: continues ? 'continued' : part.id }
    case 'reasoning-start':
    case 'reasoning-end':
      return { type: part.type, id: part.id }
    case 'reasoning-delta':
      return { type: 'reasoning-delta', id: part.id, delta: part.delta }
    default:
      return null
  }
}

function endOf(part: Extract<ModelPart, { type: 'finish' }>, { price }: ModelDto): Omit<Outcome, 'hasBegun'> {
  const reason = part.finishReason.unified
  const usage = tokensOf(part.usage, price)
  if (reason === 'content-filter') {
    return { error: replyError('content_filter'), usage, finishReason: 'content_filter' }
  }
  if (reason === 'length') return { error: null, usage, finishReason: 'length' }
  if (reason === 'stop') return { error: null, usage, finishReason: 'stop' }
  // The stream ended without the model saying that it was done.
  return { error: replyError('broken_stream'), usage }
}
