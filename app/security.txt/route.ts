import { securityTxt } from '@/lib/disclosure/server'
import { publicRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const GET = publicRoute({ name: 'securityTxt' }, async () => {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' }
  return new Response(securityTxt(), { headers })
})
