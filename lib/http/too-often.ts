import 'server-only'
import { AppError } from '@/lib/core/errors'
import { networkOf } from './network'
import { assertWithinRate, type RateLimitPolicy } from './rate-limit'
import { readRequestInfo } from './request-info'

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * Counts a request for a page that anybody may read, by network. A page of ours cannot answer with a status of its own, so
 * that this is asked before one is drawn.
 *
 * @param nonce for the styles of the page
 * @returns the page that says so when it is too often
 */
export async function refuseTooOften(
  policy: RateLimitPolicy,
  headers: Headers,
  nonce: string,
): Promise<Response | null> {
  try {
    await assertWithinRate(policy, networkOf(readRequestInfo(headers).ip))
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const retryAfter = String(error.retryAfter ?? 60)
    return new Response(plainPage(error.message, nonce), {
      status: error.status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'retry-after': retryAfter,
        'x-robots-tag': 'noindex, nofollow',
      },
    })
  }
}

function plainPage(message: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex, nofollow">
<title>A moment, please · Numina</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { min-height: 100vh; margin: 0; display: grid; place-content: center; text-align: center; padding: 1rem }
h1 { font-size: 1.25rem; font-weight: 500; margin: 0 }
</style>
<main><h1>A moment, please</h1><p>${escaped(message)}</p></main>
</html>
`
}
