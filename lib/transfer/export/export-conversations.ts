import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findBranchIds, findConversationIds, readMessages, requireConversation } from '@/lib/chat/server'
import { contentDisposition } from '@/lib/core/content-disposition'
import { encodeTexts, toStream } from '@/lib/core/to-stream'
import { listFolders } from '@/lib/folders/server'
import type { ExportFormat } from '../schema'
import { fileNameOf } from './file-name'
import { writeJson } from './json'
import { writeMarkdown } from './markdown'
import { writeZip } from './zip'

/** A file on its way to the browser: made while it is sent, as fast as it is taken. */
export type Download = { stream: ReadableStream<Uint8Array>; contentType: string; disposition: string }

const JSON_TYPE = 'application/json; charset=utf-8'

/** @throws AppError `not_found` */
export async function exportConversation(ctx: Ctx, id: string, format: ExportFormat): Promise<Download> {
  assertCan(ctx, 'conversation:export')
  const conversation = await requireConversation(ctx, id)
  const name = fileNameOf(conversation.title)
  if (format === 'markdown') {
    const contentType = 'text/markdown; charset=utf-8'
    return download(encodeTexts(writeMarkdown(ctx, conversation)), contentType, `${name}.md`)
  }
  const what = { ids: [id], folders: await listFolders(ctx) }
  return download(encodeTexts(writeJson(ctx, what)), JSON_TYPE, `${name}.json`)
}

/** All conversations of the caller: one JSON file with everything, or a zip of Markdown files. */
export async function exportAll(ctx: Ctx, format: ExportFormat): Promise<Download> {
  assertCan(ctx, 'conversation:export')
  const what = { ids: await findConversationIds(ctx), folders: await listFolders(ctx) }
  audit('conversations.exported', {
    count: what.ids.length,
    format,
    userId: ctx.userId,
    requestId: ctx.requestId,
  })
  const name = `Numina ${new Date().toISOString().slice(0, 10)}`
  if (format === 'markdown') return download(writeZip(ctx, what), 'application/zip', `${name}.zip`)
  return download(encodeTexts(writeJson(ctx, what)), JSON_TYPE, `${name}.json`)
}

export type PrintedMessage = { id: string; role: 'user' | 'assistant'; text: string; createdAt: string }

/** @returns the whole branch that is shown, for a page to print */
export async function readPrinted(
  ctx: Ctx,
  id: string,
): Promise<{ title: string; messages: PrintedMessage[] }> {
  assertCan(ctx, 'conversation:export')
  const { title, leafId } = await requireConversation(ctx, id)
  const messages: PrintedMessage[] = []
  if (!leafId) return { title, messages }
  const branch = { scope: ctx, conversationId: id, leafId }
  for await (const { _id, role, text, createdAt } of readMessages(branch, await findBranchIds(branch))) {
    if (text.trim() === '') continue
    messages.push({
      id: _id,
      role: role === 'user' ? 'user' : 'assistant',
      text,
      createdAt: createdAt.toISOString(),
    })
  }
  return { title, messages }
}

function download(source: AsyncIterable<Uint8Array>, contentType: string, fileName: string): Download {
  return { stream: toStream(source), contentType, disposition: contentDisposition(fileName) }
}
