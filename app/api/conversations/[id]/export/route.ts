import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput, respondDownload } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { exportFormat } from '@/lib/transfer/schema'
import { exportConversation } from '@/lib/transfer/server'

const query = z.object({ id: idSchema, format: exportFormat })

export const GET = userRoute<{ id: string }>(
  { name: 'exportConversation', rateLimit: 'write' },
  async (ctx, request, { id }) => {
    const format = new URL(request.url).searchParams.get('format')
    const input = parseInput(query, { id, format })
    return respondDownload(await exportConversation(ctx, input.id, input.format))
  },
)
