import { parseInput, readJson } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { MEMORY_FILE_MAX_BYTES, memoryFileInput } from '@/lib/memory/schema'
import { importMemories } from '@/lib/memory/server'

export const POST = userRoute({ name: 'memory.import', rateLimit: 'upload' }, async (ctx, request) => {
  const filed = parseInput(memoryFileInput, await readJson(request, MEMORY_FILE_MAX_BYTES))
  return Response.json(await importMemories(ctx, filed))
})
