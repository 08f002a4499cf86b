import 'server-only'
import { AppError } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'

/**
 * Asserts that the page a browser's request comes from is ours.
 *
 * @throws AppError `forbidden`
 */
export function assertSameOrigin(origin: string, host: string | null): void {
  const allowed = new URL(getEnv().NEXTAUTH_URL).origin
  if (origin !== allowed && !(host && URL.canParse(origin) && new URL(origin).host === host)) {
    throw new AppError('forbidden', 'This request came from another site.')
  }
}
