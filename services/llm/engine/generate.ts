import type {
  ChatHistoryItem,
  ChatModelFunctions,
  LlamaChatResponseChunk,
  LlamaContextSequence,
  LlamaGrammar,
  Token,
} from 'node-llama-cpp'
import { type LoadedModel, PROMPT_STEP } from './model-host.ts'
import type { ChatOutcome, ChatRequest, FinishReason } from './types.ts'

/** For small models: close to the likeliest words, without running in circles. */
const DEFAULT_TEMPERATURE = 0.3
const DEFAULT_TOP_P = 0.9
const TOP_K = 40
const MIN_P = 0.05
const REPEAT_PENALTY = 1.1

/** Most tokens of an answer when the request does not say: a small model that found no end by then will not find it. */
const DEFAULT_MAX_TOKENS = 1_024

/** Tokens of a prompt read in one go while others are answered: each of them gains one token in that time. */
const SHARED_PROMPT_STEP = 64

/** Tokens of the context that the end of an answer needs. */
export const RESERVED_TOKENS = 8

export type Generation = {
  request: ChatRequest
  history: ChatHistoryItem[]
  prompt: Token[]
  grammar?: LlamaGrammar
  functions?: ChatModelFunctions
  onChunk: (chunk: LlamaChatResponseChunk) => void
  onCall: (call: { functionName: string; params: unknown }) => void
}

/**
 * Evaluates the prompt, as far as the sequence does not remember it, and generates the model's turn.
 * @throws the signal's reason as soon as the batch that is under way has ended
 */
export async function generate(
  loaded: LoadedModel,
  sequence: LlamaContextSequence,
  generation: Generation,
  signal: AbortSignal,
): Promise<ChatOutcome> {
  const { prompt, request } = generation
  const cachedTokens = await readPrompt(loaded, sequence, prompt, signal)
  const before = sequence.tokenMeter.getState()
  const chat = new loaded.library.LlamaChat({ contextSequence: sequence, chatWrapper: loaded.template })
  try {
    const response = await chat.generateResponse(generation.history, {
      ...samplingOptions(request),
      ...outputOptions(generation),
      maxTokens: Math.min(
        request.maxTokens ?? DEFAULT_MAX_TOKENS,
        loaded.contextTokens - prompt.length - RESERVED_TOKENS,
      ),
      signal,
      onResponseChunk: generation.onChunk,
      ...(request.stop.length > 0 && { customStopTriggers: request.stop }),
      contextShift: { strategy: refuseShift },
    })
    return {
      finishReason: finishReasonOf(response.metadata.stopReason),
      usage: {
        promptTokens: prompt.length,
        cachedTokens,
        completionTokens: sequence.tokenMeter.diff(before).usedOutputTokens,
      },
    }
  } finally {
    chat.dispose({ disposeSequence: false })
  }
}

/**
 * Brings the sequence to the prompt but for its last token, which the generation starts from, in pieces between which
 * the others get their turn and an abort is noticed.
 * @returns how many tokens the sequence remembered
 */
async function readPrompt(
  { slots }: LoadedModel,
  sequence: LlamaContextSequence,
  prompt: Token[],
  signal: AbortSignal,
): Promise<number> {
  const target = prompt.slice(0, -1)
  await sequence.adaptStateToTokens(target, false)
  const cached = sequence.nextTokenIndex
  while (sequence.nextTokenIndex < target.length) {
    signal.throwIfAborted()
    const at = sequence.nextTokenIndex
    const step = slots.busy > 1 ? SHARED_PROMPT_STEP : PROMPT_STEP
    await sequence.evaluateWithoutGeneratingNewTokens(target.slice(at, at + step))
  }
  return cached
}

function samplingOptions(request: ChatRequest) {
  return {
    temperature: request.temperature ?? DEFAULT_TEMPERATURE,
    topP: request.topP ?? DEFAULT_TOP_P,
    topK: TOP_K,
    minP: MIN_P,
    ...(request.seed !== undefined && { seed: request.seed }),
    repeatPenalty: {
      penalty: REPEAT_PENALTY,
      ...(request.frequencyPenalty !== undefined && { frequencyPenalty: request.frequencyPenalty }),
      ...(request.presencePenalty !== undefined && { presencePenalty: request.presencePenalty }),
    },
  }
}

function outputOptions({ grammar, functions, onCall }: Generation) {
  if (grammar) return { grammar }
  return functions ? { functions, documentFunctionParams: true, onFunctionCall: onCall } : {}
}

/** Silently forgetting the start of a conversation would be a wrong answer; maxTokens keeps it from getting here. */
function refuseShift(): never {
  throw new Error('The conversation outgrew the context')
}

function finishReasonOf(stopReason: string): FinishReason {
  if (stopReason === 'maxTokens') return 'length'
  return stopReason === 'functionCalls' ? 'tool_calls' : 'stop'
}
