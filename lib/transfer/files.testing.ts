import type { Ctx } from '@/lib/auth/context'
import { listConversations } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { importConversations } from './import/run-import'

/** A conversation as ChatGPT exports it: these texts in turn, the first by the person. */
export const chatGpt = (id: string, ...texts: string[]) => ({
  title: `Chat ${id}`,
  create_time: 1_700_000_000,
  update_time: 1_700_000_100,
  conversation_id: id,
  current_node: `n${texts.length - 1}`,
  mapping: Object.fromEntries(
    texts.map((text, i) => [
      `n${i}`,
      {
        parent: i === 0 ? null : `n${i - 1}`,
        message: {
          author: { role: i % 2 === 0 ? 'user' : 'assistant' },
          content: { content_type: 'text', parts: [text] },
        },
      },
    ]),
  ),
})

/** A conversation as Numina exports it, with marks that it would not give itself. */
export const OWN = {
  id: 'own',
  title: 'Own',
  model: 'm'.repeat(5_000),
  instructions: null,
  emoji: 'not an emoji',
  colour: 'plaid',
  isPinned: false,
  isArchived: false,
  folders: [],
  currentMessageId: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  lastMessageAt: '2026-01-03T00:00:00.000Z',
  messages: [
    {
      id: 'u',
      parentId: null,
      role: 'user',
      parts: [{ type: 'text', text: 'Why?' }],
      status: 'done',
      model: null,
      createdAt: '2026-01-02T03:04:05.000Z',
    },
  ],
}

/** A file as it is sent. */
export async function* pieces(text: string | Uint8Array, size = 64_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Imports a file: as it is, or as JSON. */
export const bring = (ctx: Ctx, file: unknown, id = newId()) =>
  importConversations(ctx, {
    id,
    fileName: 'conversations.json',
    bytesTotal: null,
    body: pieces(typeof file === 'string' || file instanceof Uint8Array ? file : JSON.stringify(file)),
  })

export const titles = async (ctx: Ctx) =>
  (await listConversations(ctx, {})).conversations.map(({ title }) => title)
