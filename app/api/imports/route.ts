import { AppError } from '@/lib/core/errors'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { importQuery } from '@/lib/transfer/schema'
import { importConversations, listImports } from '@/lib/transfer/server'

export const GET = userRoute({ name: 'imports' }, async (ctx) =>
  Response.json({ imports: await listImports(ctx) }),
)

/** The body is the file itself, read while it is sent. proxy.ts lets it pass: Next would keep only the beginning of it. */
export const POST = userRoute({ name: 'import', rateLimit: 'upload' }, async (ctx, request) => {
  const { searchParams } = new URL(request.url)
  const { id, name } = parseInput(importQuery, { id: searchParams.get('id'), name: searchParams.get('name') })
  if (!request.body) throw new AppError('bad_request', 'There is no file in this request.')
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  const bytesTotal = Number.isSafeInteger(length) ? length : null
  return Response.json(await importConversations(ctx, { id, fileName: name, bytesTotal, body: request.body }))
})
