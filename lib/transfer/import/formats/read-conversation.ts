import { createHash } from 'node:crypto'
import type { SourceConversation } from '../source'
import { isChatGpt, readChatGpt } from './chatgpt'
import { isClaude, readClaude } from './claude'
import { isNumina, readNumina } from './numina'

const FORMATS = [
  { is: isChatGpt, read: readChatGpt },
  { is: isClaude, read: readClaude },
  { is: isNumina, read: readNumina },
]
const ID_MAX_CHARS = 200

/** @returns the conversation in an element of a file, of whichever product; null when it is none */
export function readConversation(value: unknown): SourceConversation | null {
  if (typeof value !== 'object' || value === null) return null
  const read = FORMATS.find(({ is }) => is(value))?.read(value)
  if (!read) return null
  const { id, ...conversation } = read
  const name = id && id.length <= ID_MAX_CHARS ? id : fingerprint(conversation)
  return { ...conversation, importId: `${conversation.source}:${name}` }
}

/** What stands for a missing id: the same words are the same conversation. */
function fingerprint({ title, messages }: Pick<SourceConversation, 'title' | 'messages'>): string {
  const words = messages.map(({ role, parts }) => [role, ...parts.map(({ text }) => text)])
  return createHash('sha256')
    .update(JSON.stringify([title, words]))
    .digest('hex')
}
