/**
 * The chunks of a reply as they are logged and sent: the AI SDK's UI message chunks.
 * Source: node_modules/ai/docs/04-ai-sdk-ui/50-stream-protocol.mdx
 */
import type { InferUIMessageChunk } from 'ai'
import type { ChatMessage } from '@/lib/chat/schema'

export type ReplyChunk = InferUIMessageChunk<ChatMessage>
export type ReplyPart = { type: 'text' | 'reasoning'; text: string }

/** Adds a chunk to a list; a delta that continues the last chunk's part is joined to it, which halves the log. */
export function pushChunk(chunks: ReplyChunk[], chunk: ReplyChunk): void {
  const last = chunks.at(-1)
  const joins =
    (chunk.type === 'text-delta' || chunk.type === 'reasoning-delta') &&
    last?.type === chunk.type &&
    last.id === chunk.id
  if (joins) chunks[chunks.length - 1] = { ...last, delta: last.delta + chunk.delta }
  else chunks.push(chunk)
}

/** @returns the chunks of a part that is whole already: its beginning, all its text, its end */
export function chunksOf({ type, text }: ReplyPart, id: string): ReplyChunk[] {
  return [
    { type: `${type}-start`, id },
    { type: `${type}-delta`, id, delta: text },
    { type: `${type}-end`, id },
  ]
}

/** Assembles the parts of a message from its chunks, in order. Reads text and reasoning; parts without text are left out. */
export function assembleParts(chunks: Iterable<ReplyChunk>): ReplyPart[] {
  const parts: ReplyPart[] = []
  const open = new Map<string, ReplyPart>()
  for (const chunk of chunks) {
    if (chunk.type === 'text-start' || chunk.type === 'reasoning-start') {
      const part: ReplyPart = { type: chunk.type === 'text-start' ? 'text' : 'reasoning', text: '' }
      open.set(chunk.id, part)
      parts.push(part)
    } else if (chunk.type === 'text-delta' || chunk.type === 'reasoning-delta') {
      const part = open.get(chunk.id)
      if (part) part.text += chunk.delta
    }
  }
  return parts.filter((part) => part.text !== '')
}

/** @returns the readable text of a message's parts: what search, titles and the model's context use */
export function plainText(parts: readonly { type: string; text?: string }[]): string {
  return parts.flatMap((part) => (part.type === 'text' && part.text ? [part.text] : [])).join('\n\n')
}
