import { randomUUID } from 'node:crypto'
import type { ChatModelFunctions, LlamaGrammar, Token } from 'node-llama-cpp'
import { badRequest, contextLengthExceeded } from '../api-error.ts'
import { embedAll } from './embed.ts'
import { FairQueue } from './fair-queue.ts'
import { generate, RESERVED_TOKENS } from './generate.ts'
import { buildHistory } from './history.ts'
import { type HostOptions, type LoadedModel, ModelHost } from './model-host.ts'
import { toGrammarSchema } from './schema.ts'
import type { ChatEvents, ChatOutcome, ChatRequest, Engine, JsonSchema } from './types.ts'

export type EngineOptions = HostOptions & { id: string; maxWaiting: number }

/** No tokenizer makes tokens of more letters on average; longer texts need not be tokenized to be refused. */
const MAX_LETTERS_PER_TOKEN = 32

/** The engine over a GGUF file. Nothing is loaded before the first request. */
export function createEngine({ id, maxWaiting, ...options }: EngineOptions): Engine {
  const host = new ModelHost(options)
  const chats = new FairQueue({ places: options.slots, maxWaiting })
  const embeddings = new FairQueue({ places: 1, maxWaiting })
  const closing = new AbortController()
  const until = (signal: AbortSignal) => AbortSignal.any([signal, closing.signal])

  return {
    model: { id, createdAt: Math.floor(Date.now() / 1000), contextTokens: options.contextTokens },
    state: () => ({
      state: host.state,
      active: chats.active + embeddings.active,
      waiting: chats.waiting + embeddings.waiting,
    }),
    chat: (request, events, signal) => {
      assertShort(request, options.contextTokens)
      return chats.run(request.fairnessKey, until(signal), () =>
        host.use((loaded) => answer(loaded, request, events, until(signal))),
      )
    },
    embed: (inputs, fairnessKey, signal) =>
      embeddings.run(fairnessKey, until(signal), () =>
        host.use((loaded) => embedAll(loaded, inputs, until(signal))),
      ),
    close: async () => {
      closing.abort(new Error('The service is stopping'))
      await host.close()
    },
  }
}

async function answer(
  loaded: LoadedModel,
  request: ChatRequest,
  events: ChatEvents,
  signal: AbortSignal,
): Promise<ChatOutcome> {
  signal.throwIfAborted()
  const history = buildHistory(request)
  const functions = request.toolChoice === 'auto' ? describeFunctions(request) : undefined
  const forced = forcedSchema(request)
  const grammar = forced && (await createGrammar(loaded, forced))
  const state = loaded.template.generateContextState({
    chatHistory: history,
    ...(functions && { availableFunctions: functions, documentFunctionParams: true }),
  })
  const prompt: Token[] = state.contextText.tokenize(loaded.model.tokenizer)
  if (prompt.length + RESERVED_TOKENS >= loaded.contextTokens)
    throw contextLengthExceeded(loaded.contextTokens, prompt.length, 'messages')
  events.onStart()

  const calls = collectCalls(request, events)
  const outcome = await loaded.slots.use(prompt, (sequence) =>
    generate(
      loaded,
      sequence,
      {
        request,
        history,
        prompt,
        ...(grammar && { grammar }),
        ...(functions && { functions }),
        onChunk: calls.onChunk,
        onCall: ({ functionName, params }) => calls.add(functionName, JSON.stringify(params ?? {})),
      },
      signal,
    ),
  )
  return calls.finish(outcome)
}

/** Passes text on, except that a call forced by grammar arrives as text and leaves as a tool call. */
function collectCalls(request: ChatRequest, events: ChatEvents) {
  const isForced = request.toolChoice === 'required' || typeof request.toolChoice === 'object'
  let count = 0
  let forcedText = ''
  const add = (name: string, json: string) =>
    events.onDelta({
      type: 'tool-call',
      index: count++,
      call: { id: `call_${randomUUID().replaceAll('-', '')}`, name, arguments: json },
    })
  return {
    add,
    onChunk: ({ type, text }: { type?: 'segment' | undefined; text: string }) => {
      if (text === '') return
      if (type === 'segment') events.onDelta({ type: 'reasoning', text })
      else if (isForced) forcedText += text
      else events.onDelta({ type: 'text', text })
    },
    finish: (outcome: ChatOutcome): ChatOutcome => {
      if (!isForced || outcome.finishReason === 'length') return outcome
      const call = JSON.parse(forcedText) as { name: string; arguments: unknown }
      add(call.name, JSON.stringify(call.arguments))
      return { ...outcome, finishReason: 'tool_calls' }
    },
  }
}

function describeFunctions({ tools }: ChatRequest): ChatModelFunctions | undefined {
  if (tools.length === 0) return undefined
  const entries = tools.map(({ name, description, parameters }, index) => [
    name,
    {
      ...(description !== undefined && { description }),
      ...(parameters && { params: toGrammarSchema(parameters, `tools[${index}].function.parameters`) }),
    },
  ])
  return Object.fromEntries(entries)
}

/** The schema that the whole answer must have, if any. */
function forcedSchema({
  format,
  toolChoice,
  tools,
}: ChatRequest): { schema: JsonSchema; param: string } | null {
  if (typeof toolChoice === 'object' || toolChoice === 'required') {
    const wanted =
      typeof toolChoice === 'object' ? tools.filter(({ name }) => name === toolChoice.name) : tools
    const oneOf = wanted.map(({ name, parameters }) => ({
      type: 'object',
      properties: { name: { const: name }, arguments: parameters ?? { type: 'object' } },
      required: ['name', 'arguments'],
    }))
    return { schema: oneOf.length === 1 && oneOf[0] ? oneOf[0] : { oneOf }, param: 'tools' }
  }
  if (format.type === 'text') return null
  return {
    schema: format.schema ?? { type: 'object', additionalProperties: true },
    param: 'response_format.json_schema.schema',
  }
}

async function createGrammar(
  { model }: LoadedModel,
  { schema, param }: { schema: JsonSchema; param: string },
): Promise<LlamaGrammar> {
  const wanted = toGrammarSchema(schema, param)
  try {
    return await model.llama.createGrammarForJsonSchema(wanted)
  } catch (error) {
    throw badRequest(
      `This model cannot follow the schema: ${(error as Error).message}`,
      param,
      'invalid_json_schema',
    )
  }
}

function assertShort({ messages }: ChatRequest, contextTokens: number): void {
  const letters = messages.reduce((sum, { text }) => sum + text.length, 0)
  if (letters > contextTokens * MAX_LETTERS_PER_TOKEN)
    throw contextLengthExceeded(contextTokens, null, 'messages')
}
