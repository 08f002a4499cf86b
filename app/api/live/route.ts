import { idSchema } from '@/lib/core/id-schema'
import { STREAM_HEADERS } from '@/lib/generations/server'
import { userRoute } from '@/lib/http/route'
import { streamEvents } from '@/lib/live/server'

/** The live channel for networks that let no WebSocket through; sockets come to the same path, by server.ts. */
export const GET = userRoute({ name: 'live', rateLimit: 'live' }, async (ctx, request) => {
  const last = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after')
  const after = idSchema.safeParse(last).data ?? null
  return new Response(streamEvents(ctx, after), { headers: STREAM_HEADERS })
})
