/** What the HTTP layer asks of a model and what it gets back, without a word of llama.cpp. */

export type ToolCall = { id: string; name: string; arguments: string }

export type ChatMessage =
  | { role: 'system'; text: string }
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls: ToolCall[] }
  | { role: 'tool'; callId: string; text: string }

/** A JSON Schema as it came in the request. */
export type JsonSchema = { readonly [keyword: string]: unknown }

export type Tool = { name: string; description?: string; parameters?: JsonSchema }

export type AnswerFormat = { type: 'text' } | { type: 'json'; schema?: JsonSchema }

export type ChatRequest = {
  messages: ChatMessage[]
  tools: Tool[]
  /** Whether the model may, must or must not call a tool; a name is the one it must call. */
  toolChoice: 'auto' | 'none' | 'required' | { name: string }
  format: AnswerFormat
  /** Most tokens to generate; undefined leaves it to the service's own limit. */
  maxTokens?: number
  temperature?: number
  topP?: number
  seed?: number
  presencePenalty?: number
  frequencyPenalty?: number
  stop: string[]
  /** Requests of the same key take turns with those of others for a place. */
  fairnessKey: string
}

export type ChatDelta =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'tool-call'; index: number; call: ToolCall }

export type FinishReason = 'stop' | 'length' | 'tool_calls'

export type ChatUsage = {
  promptTokens: number
  /** Of the prompt, those whose evaluation was still in memory from before. */
  cachedTokens: number
  completionTokens: number
}

export type ChatEvents = {
  /** The prompt fits and has a place: from here on failures happen in the middle of an answer. */
  onStart: () => void
  onDelta: (delta: ChatDelta) => void
}

export type ChatOutcome = { finishReason: FinishReason; usage: ChatUsage }

export type EmbeddingOutcome = {
  /** One vector of length 1 for each input. */
  vectors: number[][]
  tokens: number
}

export type EngineState = {
  state: 'unloaded' | 'loading' | 'ready'
  /** Requests being answered and requests waiting. */
  active: number
  waiting: number
}

export type Engine = {
  model: { id: string; createdAt: number; contextTokens: number }
  state: () => EngineState
  /**
   * Answers a conversation.
   * @throws ApiError, or the signal's reason when the caller is gone
   */
  chat: (request: ChatRequest, events: ChatEvents, signal: AbortSignal) => Promise<ChatOutcome>
  /** @throws ApiError, or the signal's reason */
  embed: (inputs: string[], fairnessKey: string, signal: AbortSignal) => Promise<EmbeddingOutcome>
  /** Ends what is running and frees the memory. */
  close: () => Promise<void>
}
