import { z } from 'zod'
import { logFormat } from '@/lib/audit/schema'
import { exportSecurityLog } from '@/lib/audit/server'
import { parseInput, respondDownload } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

const query = z.object({ format: logFormat })

export const GET = userRoute({ name: 'exportSecurityLog', rateLimit: 'export' }, async (ctx, request) => {
  const { format } = parseInput(query, { format: new URL(request.url).searchParams.get('format') })
  return respondDownload(await exportSecurityLog(ctx, format))
})
