/** What goes over the wire of the API for programs, in OpenAI's protocol. */
import { z } from 'zod'

const TEXT_ONLY =
  'Only text is taken: a string, or parts of the type "text". Pictures, sound and files are not supported.'

const textPart = z.object({ type: z.literal('text'), text: z.string() })
const content = z.union([z.string(), z.array(textPart).min(1)], { error: TEXT_ONLY })
const message = z.object({
  role: z
    .enum(['system', 'developer', 'user', 'assistant', 'tool'])
    .describe(
      'What `system` and `developer` say comes first; `tool` is told to the model as said by the user.',
    ),
  content,
})
export type ApiMessage = z.infer<typeof message>

const tokens = z.int().min(1).max(1_000_000).nullish()
const penalty = z.number().min(-2).max(2).nullish()

/** What is understood. `null` is the same as nothing. */
export const completionInput = z.object({
  model: z
    .string()
    .min(1)
    .max(200)
    .nullish()
    .describe('An id of `GET /models`; "default" or nothing: the model a new conversation begins with.'),
  messages: z.array(message).min(1).max(2_000),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_completion_tokens: tokens,
  max_tokens: tokens.describe('The older name of `max_completion_tokens`.'),
  stop: z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).max(4)]).nullish(),
  presence_penalty: penalty,
  frequency_penalty: penalty,
  seed: z.int().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
})
export type CompletionInput = z.infer<typeof completionInput>

const count = z.int().min(0)
const usage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }),
  completion_tokens_details: z.object({ reasoning_tokens: count }),
})
export type ApiUsage = z.infer<typeof usage>

const finishReason = z.enum(['stop', 'length', 'content_filter'])
export type FinishReason = z.infer<typeof finishReason>

const head = { id: z.string(), created: z.int(), model: z.string() }
export const completion = z.object({
  ...head,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.object({
      index: z.literal(0),
      message: z.object({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
      logprobs: z.null(),
      finish_reason: finishReason,
    }),
  ),
  usage,
})
export type Completion = z.infer<typeof completion>

export const completionChunk = z.object({
  ...head,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.object({
      index: z.literal(0),
      delta: z.object({ role: z.literal('assistant').optional(), content: z.string().optional() }),
      logprobs: z.null(),
      finish_reason: finishReason.nullable(),
    }),
  ),
  usage: usage.nullish(),
})
export type CompletionChunk = z.infer<typeof completionChunk>

export const modelList = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      id: z.string(),
      object: z.literal('model'),
      created: z.int(),
      owned_by: z.string(),
      name: z.string(),
      context_window: z.int().describe('Tokens of question and answer together.'),
    }),
  ),
})
export type ApiModelList = z.infer<typeof modelList>

const allowance = z.object({
  used: count,
  limit: count.nullable().describe('Null: there is none.'),
  resets_at: z.iso.datetime(),
})
const span = z.object({ key: allowance, person: allowance, plan: allowance })
/** Messages of today and of this month, where the key's owner is: of this key, of its owner, and of the workspace's plan. */
export const keyUsage = z.object({ object: z.literal('usage'), day: span, month: span })
export type KeyUsage = z.infer<typeof keyUsage>

export const apiError = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    code: z.string(),
    param: z.string().nullable(),
  }),
})
