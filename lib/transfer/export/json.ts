import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { type ConversationRecord, type MessageRecord, readTree } from '@/lib/chat/server'
import { AppError } from '@/lib/core/errors'
import type { FolderDto } from '@/lib/folders/schema'
import { EXPORT_FORMAT, EXPORT_VERSION } from '../limits'
import type { ExportedConversation, ExportedMessage } from '../schema'
import { type Exported, requireExported } from './what'

/** The text of an export in Numina's own format, piece by piece. What is deleted meanwhile is left out. */
export async function* writeJson(ctx: Ctx, { ids, folders }: Exported): AsyncGenerator<string> {
  const head = { format: EXPORT_FORMAT, version: EXPORT_VERSION, exportedAt: new Date().toISOString() }
  yield `${JSON.stringify(head).slice(0, -1)},"conversations":[`
  let isFirst = true
  for (const id of ids) {
    const conversation = await requireExported(ctx, id)
    if (!conversation) continue
    yield `${isFirst ? '\n' : ',\n'}${JSON.stringify(headOf(conversation, folders)).slice(0, -1)},"messages":[`
    isFirst = false
    yield* writeMessages(ctx, id)
    yield ']}'
  }
  yield '\n]}\n'
}

async function* writeMessages(ctx: Ctx, id: string): AsyncGenerator<string> {
  let separator = '\n'
  for await (const message of readTree(ctx, id)) {
    yield `${separator}${JSON.stringify(toExported(message))}`
    separator = ',\n'
  }
}

function headOf(
  conversation: ConversationRecord,
  folders: readonly FolderDto[],
): Omit<ExportedConversation, 'messages'> {
  const { _id, title, model, instructions, emoji, colour, leafId } = conversation
  return {
    id: _id,
    title,
    model,
    instructions,
    emoji,
    colour,
    isPinned: conversation.pinnedAt !== null,
    isArchived: conversation.archivedAt !== null,
    folders: folderPath(conversation.folderId, folders),
    currentMessageId: leafId,
    createdAt: conversation.createdAt.toISOString(),
    lastMessageAt: conversation.lastMessageAt.toISOString(),
  }
}

function folderPath(id: string | null, folders: readonly FolderDto[]): string[] {
  const folder = folders.find((each) => each.id === id)
  if (!folder) return []
  const outer = folders.find((each) => each.id === folder.parentId)
  return outer ? [outer.name, folder.name] : [folder.name]
}

function toExported({
  _id,
  parentId,
  role,
  parts,
  status,
  model,
  createdAt,
}: MessageRecord): ExportedMessage {
  if (role !== 'user' && role !== 'assistant')
    throw new AppError('internal', 'A message has an unknown role.')
  return {
    id: _id,
    parentId,
    role,
    parts: (parts as ExportedMessage['parts']).filter(({ type }) => type === 'text' || type === 'reasoning'),
    status: status as ExportedMessage['status'],
    model,
    createdAt: createdAt.toISOString(),
  }
}
