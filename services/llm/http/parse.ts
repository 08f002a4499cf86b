import type { z } from 'zod'
import { ApiError, badRequest } from '../api-error.ts'
import type { ChatMessage, ChatRequest } from '../engine/types.ts'
import {
  type ChatBody,
  type ChatMessageBody,
  chatBody,
  type EmbeddingsBody,
  embeddingsBody,
} from './schemas.ts'

/** Requests without a name share one turn in the queue. */
const ANONYMOUS = ''

export type ParsedChat = { request: ChatRequest; stream: boolean; includeUsage: boolean }
export type ParsedEmbeddings = { inputs: string[]; base64: boolean; fairnessKey: string }

/**
 * Checks the body of a chat completion against OpenAI's form and translates it.
 * @throws ApiError 400 naming the parameter, 404 for another model
 */
export function parseChat(body: unknown, modelId: string): ParsedChat {
  const parsed = check(chatBody, body)
  assertModel(parsed.model, modelId)
  refuseUnsupported(parsed)
  const toolChoice = parseToolChoice(parsed)
  return {
    stream: parsed.stream ?? false,
    includeUsage: parsed.stream_options?.include_usage ?? false,
    request: {
      messages: parsed.messages.map(toMessage),
      tools: (parsed.tools ?? []).map(({ function: { name, description, parameters } }) => ({
        name,
        ...(description !== undefined && { description }),
        ...(parameters && { parameters }),
      })),
      toolChoice,
      format: parseFormat(parsed),
      stop: typeof parsed.stop === 'string' ? [parsed.stop] : (parsed.stop ?? []),
      fairnessKey: parsed.safety_identifier ?? parsed.user ?? ANONYMOUS,
      ...optionalNumbers(parsed),
    },
  }
}

/** @throws ApiError 400 naming the parameter, 404 for another model */
export function parseEmbeddings(body: unknown, modelId: string): ParsedEmbeddings {
  const parsed: EmbeddingsBody = check(embeddingsBody, body)
  assertModel(parsed.model, modelId)
  if (parsed.dimensions != null) throw unsupported('dimensions', 'This model has vectors of one length only.')
  return {
    inputs: typeof parsed.input === 'string' ? [parsed.input] : parsed.input,
    base64: parsed.encoding_format === 'base64',
    fairnessKey: parsed.user ?? ANONYMOUS,
  }
}

function check<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('The body must be a JSON object.')
  const result = schema.safeParse(body, { reportInput: true })
  if (result.success) return result.data
  const issue = deepest(result.error.issues)
  if (issue?.code === 'unrecognized_keys') {
    const param = toPath([...issue.path, issue.keys[0] ?? ''])
    throw badRequest(`Unknown parameter: '${param}'.`, param, 'unknown_parameter')
  }
  const param = toPath(issue?.path ?? [])
  const missing = issue?.code === 'invalid_type' && issue.input === undefined
  throw badRequest(
    `Invalid value for '${param}': ${issue?.message ?? 'not of the expected form'}.`,
    param,
    missing ? 'missing_required_parameter' : 'invalid_value',
  )
}

/** Of a union's branches the one that got furthest says best what is wrong. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [first] = issues
  if (first?.code !== 'invalid_union') return first
  const inner = first.errors
    .map((branch) => deepest(branch))
    .filter((issue) => issue !== undefined)
    .sort((a, b) => b.path.length - a.path.length)[0]
  return inner && inner.path.length > 0 ? { ...inner, path: [...first.path, ...inner.path] } : first
}

const toPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')

function assertModel(asked: string, served: string): void {
  if (asked === served) return
  throw new ApiError(`The model '${asked}' does not exist. This server has '${served}'.`, {
    status: 404,
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  })
}

const unsupported = (param: string, reason: string): ApiError =>
  badRequest(`Unsupported parameter: '${param}'. ${reason}`, param, 'unsupported_parameter')

function refuseUnsupported(body: ChatBody): void {
  if (body.n != null && body.n !== 1) throw unsupported('n', 'Only one answer at a time is possible.')
  if (body.modalities?.some((modality) => modality !== 'text'))
    throw unsupported('modalities', 'Only text is possible.')
  if (body.logprobs) throw unsupported('logprobs', 'This model does not report them.')
  if (body.logit_bias && Object.keys(body.logit_bias).length > 0)
    throw unsupported('logit_bias', 'This model does not take it.')
  for (const param of [
    'top_logprobs',
    'audio',
    'prediction',
    'web_search_options',
    'functions',
    'function_call',
  ] as const)
    if (body[param] != null) throw unsupported(param, 'This server does not know it.')
}

function toMessage(message: ChatMessageBody): ChatMessage {
  const text = joinText(message.content)
  if (message.role === 'tool') return { role: 'tool', callId: message.tool_call_id, text }
  if (message.role === 'user') return { role: 'user', text }
  if (message.role !== 'assistant') return { role: 'system', text }
  const toolCalls = (message.tool_calls ?? []).map(({ id, function: call }) => ({ id, ...call }))
  return { role: 'assistant', text, toolCalls }
}

const joinText = (content: ChatMessageBody['content']): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('')

function parseToolChoice({ tools, tool_choice: choice }: ChatBody): ChatRequest['toolChoice'] {
  if (!tools?.length) {
    if (choice != null && choice !== 'none' && choice !== 'auto')
      throw badRequest("'tool_choice' needs 'tools'.", 'tool_choice', 'invalid_value')
    return 'none'
  }
  if (choice == null || typeof choice === 'string') return choice ?? 'auto'
  const { name } = choice.function
  if (!tools.some((tool) => tool.function.name === name))
    throw badRequest(
      `'tool_choice' names '${name}', which is not in 'tools'.`,
      'tool_choice',
      'invalid_value',
    )
  return { name }
}

function parseFormat({
  response_format: format,
  tools,
  tool_choice: choice,
}: ChatBody): ChatRequest['format'] {
  if (!format || format.type === 'text') return { type: 'text' }
  if (tools?.length && choice !== 'none')
    throw unsupported('response_format', 'It cannot be combined with tools here.')
  return format.type === 'json_schema'
    ? { type: 'json', schema: format.json_schema.schema }
    : { type: 'json' }
}

function optionalNumbers(body: ChatBody) {
  const maxTokens = body.max_completion_tokens ?? body.max_tokens
  return {
    ...(maxTokens != null && { maxTokens }),
    ...(body.temperature != null && { temperature: body.temperature }),
    ...(body.top_p != null && { topP: body.top_p }),
    ...(body.seed != null && { seed: body.seed }),
    ...(body.presence_penalty != null && { presencePenalty: body.presence_penalty }),
    ...(body.frequency_penalty != null && { frequencyPenalty: body.frequency_penalty }),
  }
}
