import { publicRoute } from '@/lib/http/route'
import { drawCard, readSharedTitle } from '@/lib/shares/server'

/** The picture that link previews show. Not kept for long: a revoked link takes its title along. */
export const GET = publicRoute<{ token: string }>(
  { name: 'shareCard', rateLimit: 'sharedPage' },
  async (_request, { token }) => {
    const picture = await drawCard(await readSharedTitle(token))
    const headers = { 'content-type': 'image/png', 'cache-control': 'public, max-age=300' }
    return new Response(new Uint8Array(picture), { headers })
  },
)
