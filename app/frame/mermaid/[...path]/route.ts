import { readMermaidFile } from '@/lib/diagrams/server'
import { publicRoute } from '@/lib/http/route'

/** The library that draws diagrams, for the frame that has no origin. */
export const GET = publicRoute<{ path: string[] }>({ name: 'mermaid' }, async (_request, { path }) => {
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=86400',
  }
  return new Response(await readMermaidFile(path.join('/')), { headers })
})
