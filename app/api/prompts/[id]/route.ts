import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { getPrompt } from '@/lib/prompts/server'

export const GET = userRoute<{ id: string }>({ name: 'prompt' }, async (ctx, _request, params) =>
  Response.json({ prompt: await getPrompt(ctx, parseInput(idSchema, params.id)) }),
)
