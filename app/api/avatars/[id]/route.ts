import { getAvatar } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

export const GET = userRoute<{ id: string }>({ name: 'avatar' }, async (ctx, _request, params) => {
  const { bytes, contentType } = await getAvatar(ctx, parseInput(idSchema, params.id))
  // A new picture has a new address, so a browser may keep this one for good.
  const headers = { 'content-type': contentType, 'cache-control': 'private, max-age=31536000, immutable' }
  return new Response(new Uint8Array(bytes), { headers })
})
