import { parseInput, readJson } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { PROMPT_FILE_MAX_BYTES, promptFileInput } from '@/lib/prompts/schema'
import { importPrompts } from '@/lib/prompts/server'

export const POST = userRoute({ name: 'promptsImport', rateLimit: 'upload' }, async (ctx, request) => {
  const filed = parseInput(promptFileInput, await readJson(request, PROMPT_FILE_MAX_BYTES))
  return Response.json(await importPrompts(ctx, filed))
})
