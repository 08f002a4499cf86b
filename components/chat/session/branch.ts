import type { ChatMessage, MessagePage } from '@/lib/chat/schema'

/**
 * Puts a page that ends a branch onto what is loaded already: older messages that lead to it stay, so that the reader keeps their
 * place. Messages that did not change stay the same objects, so that nothing is drawn again for them.
 */
export function mergeBranch(current: MessagePage, page: MessagePage): MessagePage {
  const known = new Map(current.messages.map((message) => [message.id, message]))
  const messages = page.messages.map((message) => {
    const before = known.get(message.id)
    return before && JSON.stringify(before) === JSON.stringify(message) ? before : message
  })
  const parentId = messages[0]?.metadata?.parentId
  const parent = parentId ? current.messages.findIndex((message) => message.id === parentId) : -1
  if (parent === -1) return { messages, hasOlder: page.hasOlder }
  return { messages: [...current.messages.slice(0, parent + 1), ...messages], hasOlder: current.hasOlder }
}

/** @returns the ids of all versions of a message once `newId` is one of them */
export function siblingsWith(message: ChatMessage, newId: string): string[] {
  const others = message.metadata?.siblingIds ?? [message.id]
  const kept = isEmptyFailure(message) ? others.filter((id) => id !== message.id) : others
  return [...kept, newId]
}

/** The server drops failures without text when the question is answered again: they are nothing to go back to. */
function isEmptyFailure({ role, parts, metadata }: ChatMessage): boolean {
  const empty = parts.every((part) => part.type !== 'text' || part.text === '')
  return role === 'assistant' && empty && metadata?.status !== 'done'
}

/**
 * Takes a message out of a branch. What comes after it takes its place, among its other versions.
 *
 * @returns the branch without the message; as it was when it is not in it
 */
export function withoutMessage(messages: readonly ChatMessage[], id: string): ChatMessage[] {
  const at = messages.findIndex((message) => message.id === id)
  const gone = messages[at]
  const next = messages[at + 1]
  if (!gone) return [...messages]
  const before = messages.slice(0, at)
  if (!gone.metadata || !next?.metadata) return [...before, ...messages.slice(at + 1)]
  const { siblingIds: own, ...facts } = next.metadata
  const versions = (gone.metadata.siblingIds ?? [id]).flatMap((one) =>
    one === id ? (own ?? [next.id]) : [one],
  )
  const moved = withSiblings({ ...next, metadata: { ...facts, parentId: gone.metadata.parentId } }, versions)
  return [...before, moved, ...messages.slice(at + 2)]
}

/** @returns the question a reply answers; null when that was deleted, so that nothing can be answered again */
export function questionOf(messages: readonly ChatMessage[], { metadata }: ChatMessage): string | null {
  const parent = messages.find(({ id }) => id === metadata?.parentId)
  // What is not loaded is taken to be there: the server knows.
  return parent && parent.role !== 'user' ? null : (metadata?.parentId ?? null)
}

/** @returns the message, knowing all its versions; unchanged when there is only one */
export function withSiblings(message: ChatMessage, siblingIds: string[] | undefined): ChatMessage {
  if (!message.metadata || !siblingIds || siblingIds.length < 2) return message
  return { ...message, metadata: { ...message.metadata, siblingIds } }
}

/** @returns a message of the person, as it looks before the server has said anything */
export function userMessage(
  id: string,
  text: string,
  parentId: string | null,
  siblingIds?: string[],
): ChatMessage {
  const metadata = { parentId, status: 'done' as const, createdAt: new Date().toISOString() }
  return withSiblings({ id, role: 'user', parts: [{ type: 'text', text }], metadata }, siblingIds)
}

/** What a conversation is called until the server has named it. */
export function titleOf(message: ChatMessage): string {
  const [part] = message.parts
  const line = part?.type === 'text' ? part.text.trim().split('\n', 1)[0] : undefined
  return line?.slice(0, 60) || 'New conversation'
}
