import 'server-only'
import { type ModelMessage, streamText } from 'ai'
import {
  type ActiveGeneration,
  assembleParts,
  type EndStatus,
  plainText,
  type ReplyChunk,
  StopReason,
} from '@/lib/generations/server'
import type { ModelDto } from '@/lib/models/schema'
import { log } from '@/lib/platform/log'
import { languageModel, type ProviderId } from '@/lib/platform/models'
import { explainFailure, ModelTimeout, replyError } from './reply-errors'
import type { MessageMetadata, ReplyError, TokenUsage } from './schema'

const FIRST_TOKEN_MS = 120_000
const STALL_MS = 60_000

export type ReplyOrder = {
  replyId: string
  parentId: string
  model: ModelDto | null
  instructions: string
  messages: ModelMessage[]
  /** Text this reply already has, which the model is to go on from. */
  prefix: string
  maxOutputTokens: number
  fits: boolean
}

export type Reply = {
  status: EndStatus
  parts: ReturnType<typeof assembleParts>
  text: string
  error: ReplyError | null
  usage: TokenUsage | null
  finishReason: MessageMetadata['finishReason'] | null
}

type Outcome = { error: ReplyError | null; usage: TokenUsage | null; finishReason: Reply['finishReason'] }

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
  if (prefix) emitPrefix(active, prefix)
  const outcome = await callModel(active, order)
  const parts = assembleParts(active.chunks())
  return { ...outcome, status: statusOf(active, outcome), parts, text: plainText(parts) }
}

function emitPrefix(active: ActiveGeneration, prefix: string): void {
  active.emit({ type: 'text-start', id: 'continued' })
  active.emit({ type: 'text-delta', id: 'continued', delta: prefix })
}

function statusOf(active: ActiveGeneration, outcome: Outcome): EndStatus {
  const { reason } = active.abort.signal
  if (reason instanceof StopReason) return reason.status
  return outcome.error ? 'failed' : 'done'
}

async function callModel(active: ActiveGeneration, order: ReplyOrder): Promise<Outcome> {
  const failed = (error: ReplyError): Outcome => ({ error, usage: null, finishReason: null })
  if (!order.model) return failed(replyError('model_unavailable'))
  if (!order.fits) return failed(replyError('context_full'))
  try {
    return await relay(active, order, order.model)
  } catch (error) {
    if (active.abort.signal.reason instanceof StopReason)
      return { error: null, usage: null, finishReason: null }
    const reason = active.abort.signal.aborted ? active.abort.signal.reason : error
    log.warn('model call failed', { generationId: active.id, model: order.model.id, error: reason })
    return failed(explainFailure(reason))
  }
}

async function relay(active: ActiveGeneration, order: ReplyOrder, model: ModelDto): Promise<Outcome> {
  const watch = watchdog(active)
  const result = streamText({
    model: await languageModel(model.provider as ProviderId, model.id.slice(model.provider.length + 1)),
    instructions: order.instructions,
    messages: order.messages,
    maxOutputTokens: order.maxOutputTokens,
    maxRetries: 1,
    abortSignal: active.abort.signal,
    onError: () => {},
  })
  const outcome: Outcome = { error: null, usage: null, finishReason: null }
  try {
    for await (const part of result.stream) {
      watch.alive()
      const chunk = toChunk(part, order.prefix !== '')
      if (chunk) active.emit(chunk)
      if (part.type === 'error') throw part.error
      if (part.type === 'abort') throw active.abort.signal.reason ?? new Error('aborted')
      if (part.type === 'finish') Object.assign(outcome, endOf(part))
    }
    if (!outcome.finishReason && !outcome.error) throw new Error('the stream ended without a finish')
    return outcome
  } finally {
    watch.stop()
  }
}

type StreamPart = ReturnType<typeof streamText>['stream'] extends AsyncIterable<infer P> ? P : never

function toChunk(part: StreamPart, continues: boolean): ReplyChunk | null {
  switch (part.type) {
    case 'text-start':
      return continues ? null : { type: 'text-start', id: part.id }
    case 'text-delta':
      return { type: 'text-delta', id: continues ? 'continued' : part.id, delta: part.text }
    case 'text-end':
      return { type: 'text-end', id: continues ? 'continued' : part.id }
    case 'reasoning-start':
    case 'reasoning-end':
      return { type: part.type, id: part.id }
    case 'reasoning-delta':
      return { type: 'reasoning-delta', id: part.id, delta: part.text }
    default:
      return null
  }
}

function endOf(part: Extract<StreamPart, { type: 'finish' }>): Outcome {
  const { inputTokens, outputTokens, inputTokenDetails, outputTokenDetails } = part.totalUsage
  const cached = inputTokenDetails.cacheReadTokens
  const reasoning = outputTokenDetails.reasoningTokens
  const usage = {
    input: inputTokens ?? 0,
    output: outputTokens ?? 0,
    ...(cached && { cached }),
    ...(reasoning && { reasoning }),
  }
  if (part.finishReason === 'content-filter') {
    return { error: replyError('content_filter'), usage, finishReason: 'content_filter' }
  }
  if (part.finishReason === 'length') return { error: null, usage, finishReason: 'length' }
  if (part.finishReason === 'stop') return { error: null, usage, finishReason: 'stop' }
  // The stream ended without the model saying that it was done.
  return { error: replyError('broken_stream'), usage, finishReason: null }
}

/** Aborts a call whose provider says nothing for too long. */
function watchdog(active: ActiveGeneration) {
  const giveUp = () => active.abort.abort(new ModelTimeout('the model said nothing for too long'))
  let timer = setTimeout(giveUp, FIRST_TOKEN_MS)
  return {
    alive() {
      clearTimeout(timer)
      timer = setTimeout(giveUp, STALL_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
