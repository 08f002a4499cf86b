import 'server-only'
import type { ModelMessage } from 'ai'
import { countTokens } from 'gpt-tokenizer'
import type { Scope } from '@/lib/auth/context'
import { branchOf, exitOf } from './branch'
import { findMessagesByDepth, type MessageRecord } from './data'

const READ_AT_ONCE = 100
/** Tokens a chat template adds around a message; 4 in OpenAI's cookbook, a little more in others. */
const PER_MESSAGE = 6
/** The tokenizer is OpenAI's o200k; others count up to a sixth more for the same text. */
const TOKENIZER_MARGIN = 1.17
/** Texts longer than this are counted by their length alone: a tokenizer over megabytes would hold up every other reply. */
const COUNT_EXACTLY_UP_TO = 100_000
const CHARS_PER_TOKEN = 3

export type Context = {
  messages: ModelMessage[]
  /** Estimated tokens of instructions and messages. */
  tokens: number
  /** False when even the newest message alone does not fit. */
  fits: boolean
}

/** @returns the estimated number of tokens `text` takes in a prompt */
function estimateTokens(text: string): number {
  const count =
    text.length > COUNT_EXACTLY_UP_TO
      ? text.length / CHARS_PER_TOKEN
      : countTokens(text, { disallowedSpecial: new Set() })
  return Math.ceil(count * TOKENIZER_MARGIN) + PER_MESSAGE
}

/** @returns how many tokens of a model's window are kept for its reply */
export function replyReserve(contextWindow: number): number {
  return Math.min(4_096, Math.floor(contextWindow / 4))
}

/**
 * The messages a model is given: the branch that ends at `leaf`, newest first, as far as they fit the window beside the
 * instructions and the reply.
 */
export async function buildContext(
  scope: Scope,
  leaf: MessageRecord,
  instructions: string,
  contextWindow: number,
): Promise<Context> {
  const budget = contextWindow - replyReserve(contextWindow)
  let tokens = estimateTokens(instructions)
  const messages: ModelMessage[] = []
  for await (const message of newestFirst(scope, leaf)) {
    if (message.text === '') continue
    const cost = estimateTokens(message.text)
    if (tokens + cost > budget) break
    tokens += cost
    messages.push({ role: message.role === 'user' ? 'user' : 'assistant', content: message.text })
  }
  // A conversation that is cut begins with something the person said.
  while (messages.at(-1)?.role === 'assistant' && messages.length > 1) messages.pop()
  return { messages: messages.reverse(), tokens, fits: messages.length > 0 }
}

async function* newestFirst(scope: Scope, leaf: MessageRecord): AsyncGenerator<MessageRecord> {
  yield leaf
  let below = leaf.depth
  for (let id = leaf.parentId; id; ) {
    const from = Math.max(0, below - READ_AT_ONCE)
    const window = await findMessagesByDepth(scope, leaf.conversationId, from, below - 1)
    for (const { message } of branchOf(window, id).reverse()) yield message
    id = exitOf(window, id)
    below = from
  }
}
