import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { type ConversationRecord, findBranchIds, readMessages } from '@/lib/chat/server'

/** The branch that is shown, as Markdown with a head that note-taking programs read, piece by piece. */
export async function* writeMarkdown(ctx: Ctx, conversation: ConversationRecord): AsyncGenerator<string> {
  const { _id: conversationId, title, leafId, createdAt, lastMessageAt } = conversation
  const line = oneLine(title)
  yield `---\ntitle: ${JSON.stringify(line)}\ncreated: ${createdAt.toISOString()}\nupdated: ${lastMessageAt.toISOString()}\n---\n\n# ${line}\n`
  if (!leafId) return
  const branch = { scope: ctx, conversationId, leafId }
  for await (const message of readMessages(branch, await findBranchIds(branch))) {
    if (message.text.trim() === '') continue
    const who = message.role === 'user' ? 'You' : 'Numina'
    const at = message.createdAt.toISOString().slice(0, 16).replace('T', ' ')
    const by = message.model ? ` · ${oneLine(message.model)}` : ''
    yield `\n## ${who}\n\n*${at} UTC${by}*\n\n${message.text.trim()}\n`
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
