import { contentDisposition } from '@/lib/core/content-disposition'
import { idSchema } from '@/lib/core/id-schema'
import { toStream } from '@/lib/core/to-stream'
import { parseInput, respondDownload } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { readArchive } from '@/lib/privacy/server'

export const GET = userRoute<{ id: string }>(
  { name: 'downloadArchive', rateLimit: 'export' },
  async (ctx, _request, { id }) => {
    const { pieces, size, fileName } = await readArchive(ctx, parseInput(idSchema, id))
    const response = respondDownload({
      stream: toStream(pieces),
      contentType: 'application/zip',
      disposition: contentDisposition(fileName),
    })
    response.headers.set('content-length', String(size))
    return response
  },
)
