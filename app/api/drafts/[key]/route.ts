import { draftKey, saveDraftInput } from '@/lib/drafts/schema'
import { readDraft, saveDraft } from '@/lib/drafts/server'
import { parseInput, readJson } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

const MAX_BYTES = 2 * 1024 * 1024

type Params = { key: string }

export const GET = userRoute<Params>({ name: 'draft' }, async (ctx, _request, params) =>
  Response.json({ draft: await readDraft(ctx, parseInput(draftKey, params.key)) }),
)

export const PUT = userRoute<Params>({ name: 'draft', rateLimit: 'write' }, async (ctx, request, params) => {
  const input = parseInput(saveDraftInput, await readJson(request, MAX_BYTES))
  return Response.json(await saveDraft(ctx, parseInput(draftKey, params.key), input))
})
