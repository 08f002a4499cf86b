import { MESSAGE_MAX_CHARS } from '@/lib/chat/limits'
import { newId } from '@/lib/core/ids'
import { plainText } from '@/lib/generations/server'
import type { SkipReason } from '../schema'
import type { SourceMessage } from './source'

export type TidyMessage = Omit<SourceMessage, 'key' | 'parent' | 'createdAt' | 'skip' | 'status'> & {
  status: NonNullable<SourceMessage['status']>
  id: string
  parentId: string | null
  depth: number
  text: string
  createdAt: Date
}

export type TidyTree = {
  messages: TidyMessage[]
  leafId: string | null
  skipped: SkipReason[]
}

/** More replies in a row than tools leave. */
const JOINED_MAX_PARTS = 100
/** More parts than any reply has; they would not fit a document. */
const MAX_PARTS = 1_000

type Kept = { message: TidyMessage }

/**
 * Makes a tree as Numina keeps them of the messages of a file: new ids, parents before children, depths; what cannot come along is
 * left out, and what followed it follows the message before it. Replies in a row, as tools leave them, become one.
 *
 * @param startedAt stands in for missing times
 */
export function tidyTree(
  source: readonly SourceMessage[],
  current: string | null,
  startedAt: Date,
): TidyTree {
  const skipped: SkipReason[] = []
  const byKey = new Map<string, SourceMessage>()
  for (const message of source) {
    if (byKey.has(message.key)) skipped.push('same_id')
    else byKey.set(message.key, message)
  }
  const children = Map.groupBy(byKey.values(), ({ parent }) =>
    parent !== null && byKey.has(parent) ? parent : null,
  )
  for (const root of children.get(null) ?? []) if (root.parent !== null) skipped.push('lost_parent')

  const messages: TidyMessage[] = []
  const stands = new Map<string, Kept | null>()
  // Depth first by a stack of our own: a file may nest deeper than calls can.
  const open = (children.get(null) ?? [])
    .toReversed()
    .map((message) => ({ message, above: null as Kept | null, alone: false }))
  for (let next = open.pop(); next; next = open.pop()) {
    const { message, above, alone } = next
    const why = whyNot(message)
    let here = above
    if (why === 'structure') here = above
    else if (why) skipped.push(why)
    else if (!(above && alone && join(above.message, message))) {
      here = { message: makeMessage(message, above, startedAt, messages.length) }
      messages.push(here.message)
    }
    stands.set(message.key, here)
    const below = children.get(message.key) ?? []
    const staysAlone = below.length === 1 && (why === null || alone || above === null)
    for (const child of below.toReversed()) open.push({ message: child, above: here, alone: staysAlone })
  }
  for (const key of byKey.keys()) if (!stands.has(key)) skipped.push('cycle')
  return { messages, leafId: leafOf(messages, stands.get(current ?? '')?.message), skipped }
}

function whyNot({ skip, parts }: SourceMessage): SkipReason | 'structure' | null {
  if (skip) return skip
  if (parts.every(({ text }) => text.trim() === '')) return 'empty'
  if (parts.length > MAX_PARTS) return 'too_long'
  return parts.reduce((sum, { text }) => sum + text.length, 0) > MESSAGE_MAX_CHARS ? 'too_long' : null
}

/** Adds a reply to the reply right above it. @returns false when they stay apart */
function join(above: TidyMessage, { role, parts }: SourceMessage): boolean {
  if (above.role !== 'assistant' || role !== 'assistant') return false
  const joined = [...above.parts, ...parts.filter(({ text }) => text.trim() !== '')]
  if (joined.length > JOINED_MAX_PARTS) return false
  if (joined.reduce((sum, { text }) => sum + text.length, 0) > MESSAGE_MAX_CHARS) return false
  above.parts = joined
  above.text = plainText(joined)
  return true
}

function makeMessage(
  { role, parts, model, status = 'done', createdAt }: SourceMessage,
  above: Kept | null,
  startedAt: Date,
  place: number,
): TidyMessage {
  const said = parts.filter(({ text }) => text.trim() !== '')
  return {
    id: newId(),
    parentId: above?.message.id ?? null,
    depth: above ? above.message.depth + 1 : 0,
    role,
    parts: said,
    text: plainText(said),
    model,
    status,
    createdAt: createdAt ?? new Date(startedAt.getTime() + place),
  }
}

/** From the message that was shown down to the newest end of its branch; the newest branch when nothing says which. */
function leafOf(messages: readonly TidyMessage[], current: TidyMessage | undefined): string | null {
  const children = Map.groupBy(messages, ({ parentId }) => parentId)
  const newest = (of: readonly TidyMessage[] | undefined) =>
    of?.reduce((best, each) => (each.createdAt >= best.createdAt ? each : best))
  let leaf = current ?? newest(children.get(null))
  for (let next = leaf; next; next = newest(children.get(next.id))) leaf = next
  return leaf?.id ?? null
}
