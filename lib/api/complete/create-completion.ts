import 'server-only'
import { createHash } from 'node:crypto'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { replyReserve } from '@/lib/chat/server'
import { ApiError } from '@/lib/core/api-error'
import { newId } from '@/lib/core/ids'
import type { ModelDto } from '@/lib/models/schema'
import {
  allModels,
  chooseModel,
  findModel,
  isOwnKey,
  type ModelAccess,
  openModelsOf,
} from '@/lib/models/server'
import { log } from '@/lib/platform/log'
import { keepOpen, type Reservation } from '@/lib/usage/server'
import type { CompletionInput } from '../schema'
import { askModel, type End, type Spoken } from './ask-model'
import { type Prompt, promptOf } from './prompt'
import { findAnswered, reserveOnce, settleCompletion } from './settle-completion'

/** How it is asked: `signal` ends it, `repeatKey` is what the program calls this very request. */
export type Asked = { signal: AbortSignal; repeatKey: string | null; mayRepeat(id: string): Promise<void> }
export type Answering = { id: string; created: number; model: string; spoken: AsyncGenerator<Spoken> }

/**
 * Answers a program: counts the message, asks the model it names, and keeps nothing of what was said. What was used is written down
 * however it ends, also when nobody listens any more.
 *
 * @returns what the model says; it has begun to, so that a failure before its first word is an error and not half an answer
 * @throws ApiError; AppError `limit_reached`, `forbidden`
 */
export async function createCompletion(ctx: Ctx, input: CompletionInput, asked: Asked): Promise<Answering> {
  assertCan(ctx, 'api:chat')
  const access = await openModelsOf(ctx)
  const model = await wantedModel(access, input.model)
  assertTakes(model, input)
  const prompt = promptOf(input.messages)
  if (prompt.messages.length === 0)
    throw new ApiError(
      'bad_request',
      'invalid_value',
      'There is nothing to answer but instructions.',
      'messages',
    )
  const isOwn = isOwnKey(access, model.id)
  const named = asked.repeatKey === null ? null : idOf(ctx, asked.repeatKey, input)
  const before = named && (await findAnswered(ctx, named))
  if (named && before === 'lately') await asked.mayRepeat(named)
  const id = named && before !== 'long ago' ? named : newId()
  const reservation = isOwn ? null : await reserveOnce(ctx, id, id === named)
  const spoken = speak(ctx, { id, access, model, prompt, reservation, input, isOwn, signal: asked.signal })
  const first = await spoken.next()
  // A generator that was never begun ends without its `finally`: whoever leaves before they read would leave the message open.
  const leave = () =>
    void spoken.return(undefined).catch((error) => log.error('an answer could not be closed', { id, error }))
  if (asked.signal.aborted) leave()
  else asked.signal.addEventListener('abort', leave, { once: true })
  return {
    id: `chatcmpl-${id}`,
    created: Math.floor(Date.now() / 1000),
    model: model.id,
    spoken: beginningWith(first, spoken, asked.signal),
  }
}

/** The same words under the same key are the same request; other words are another. */
function idOf(ctx: Ctx, repeatKey: string, input: CompletionInput): string {
  const text = JSON.stringify([ctx.apiKey?.id ?? ctx.userId, repeatKey, input])
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}

async function wantedModel(access: ModelAccess, name: string | null | undefined): Promise<ModelDto> {
  const isOpen = !name || name === 'default'
  const found = isOpen
    ? await chooseModel(access, [])
    : ((await findModel(access, name)) ?? (await findByLastPart(access, name)))
  if (found) return found
  if (isOpen) throw new ApiError('unavailable', 'model_unavailable', 'No model can be reached right now.')
  throw new ApiError(
    'not_found',
    'model_not_found',
    `There is no model "${name}". See GET /api/v1/models.`,
    'model',
  )
}

/** Programs are often written with a model's name alone, without its provider's. */
async function findByLastPart(access: ModelAccess, name: string): Promise<ModelDto | null> {
  const named = (await allModels(access)).filter(({ id, provider }) => id.slice(provider.length + 1) === name)
  return named[0] ?? null
}

function assertTakes(model: ModelDto, { temperature, top_p: topP }: CompletionInput): void {
  if (model.samples) return
  const isUsual = (value: number | null | undefined) => value == null || value === 1
  const param = isUsual(temperature) ? (isUsual(topP) ? null : 'top_p') : 'temperature'
  if (param)
    throw new ApiError('bad_request', 'unsupported_value', `The model ${model.id} takes no ${param}.`, param)
}

type Speaking = {
  id: string
  access: ModelAccess
  model: ModelDto
  prompt: Prompt
  reservation: Reservation | null
  input: CompletionInput
  isOwn: boolean
  signal: AbortSignal
}

async function* speak(ctx: Ctx, speaking: Speaking): AsyncGenerator<Spoken> {
  const { id, access, model, prompt, reservation, input, isOwn, signal } = speaking
  const close = keepOpen(reservation)
  let text = ''
  let end: End | null = null
  let status: 'done' | 'failed' | 'stopped' = 'stopped'
  try {
    for await (const part of askModel(access, model, { ...prompt, ...settingsOf(model, input) }, signal)) {
      if ('text' in part) text += part.text
      else {
        end = part.end
        status = 'done'
      }
      yield part
    }
  } catch (error) {
    if (!signal.aborted) status = 'failed'
    throw error
  } finally {
    close()
    // What counts is what was given out: of a whole answer that failed nobody got a word.
    const given = status === 'failed' && !input.stream ? '' : text
    settleCompletion(ctx, { id, reservation, isOwnKey: isOwn, model, prompt, status, text: given, end })
  }
}

function settingsOf(model: ModelDto, input: CompletionInput) {
  const wanted = input.max_completion_tokens ?? input.max_tokens ?? replyReserve(model)
  const { temperature, top_p: topP, seed, stop } = input
  const { presence_penalty: presencePenalty, frequency_penalty: frequencyPenalty } = input
  return {
    maxOutputTokens: Math.min(wanted, model.maxOutput ?? wanted),
    ...(model.samples && temperature != null && { temperature }),
    ...(model.samples && topP != null && { topP }),
    ...(stop != null && { stopSequences: [stop].flat() }),
    ...(presencePenalty != null && { presencePenalty }),
    ...(frequencyPenalty != null && { frequencyPenalty }),
    ...(seed != null && { seed }),
  }
}

async function* beginningWith(
  first: IteratorResult<Spoken>,
  rest: AsyncGenerator<Spoken>,
  signal: AbortSignal,
): AsyncGenerator<Spoken> {
  try {
    if (!first.done) yield first.value
    yield* rest
    // It may have been closed half way: that is no end.
    signal.throwIfAborted()
  } finally {
    await rest.return(undefined)
  }
}
