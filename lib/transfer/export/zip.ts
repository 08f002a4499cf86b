import 'server-only'
import { Zip, ZipDeflate } from 'fflate'
import type { Ctx } from '@/lib/auth/context'
import { fileNameOf } from './file-name'
import { writeMarkdown } from './markdown'
import { type Exported, requireExported } from './what'

/** A zip of Markdown files, one a conversation, made as it is read: no more than one piece of a file is in memory. */
export async function* writeZip(ctx: Ctx, { ids }: Exported): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    ready.push(piece)
  })
  const take = () => ready.splice(0)
  const encoder = new TextEncoder()
  for (const id of ids) {
    const conversation = await requireExported(ctx, id)
    if (!conversation) continue
    const day = conversation.createdAt.toISOString().slice(0, 10)
    // The end of the id tells conversations of the same day and title apart.
    const file = new ZipDeflate(`${day} ${fileNameOf(conversation.title)} ${id.slice(-6)}.md`, { level: 6 })
    file.mtime = conversation.lastMessageAt
    zip.add(file)
    for await (const text of writeMarkdown(ctx, conversation)) {
      file.push(encoder.encode(text))
      yield* take()
    }
    file.push(new Uint8Array(), true)
    yield* take()
  }
  zip.end()
  yield* take()
}
