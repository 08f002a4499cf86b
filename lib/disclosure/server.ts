import 'server-only'
import { notFound } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'

const VALID_DAYS = 180

/**
 * What somebody who found a hole needs to know: whom to tell.
 *
 * @throws AppError `not_found` unless the operator has said so (`SECURITY_CONTACT`): a contact that nobody reads is worse than none
 * Source: https://www.rfc-editor.org/rfc/rfc9116
 */
export function securityTxt(now = new Date()): string {
  const { SECURITY_CONTACT: contacts, SECURITY_POLICY_URL: policy, NEXTAUTH_URL } = getEnv()
  if (!contacts) throw notFound('page')
  const expires = new Date(now.getTime() + VALID_DAYS * 24 * 60 * 60 * 1000)
  expires.setUTCHours(0, 0, 0, 0)
  const lines = [
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${expires.toISOString().replace('.000Z', 'Z')}`,
    'Preferred-Languages: en',
    `Canonical: ${new URL('/.well-known/security.txt', NEXTAUTH_URL)}`,
    ...(policy ? [`Policy: ${policy}`] : []),
  ]
  return `${lines.join('\n')}\n`
}
