import 'server-only'
import { getEnv } from '@/lib/env'
import { hasOwner } from '../data'

export type SignUpRules = {
  mode: 'open' | 'invite' | 'domains' | 'closed'
  /** Whose addresses may join, with `domains`. */
  domains: readonly string[]
  /** The address is confirmed by a mail before there is an account. */
  confirmsFirst: boolean
  isFirst: boolean
}

/**
 * @returns who may make an account. The first account is always open, and at once: there is nobody yet whose address could be found
 * out. After that, addresses are confirmed first wherever mail goes out into the world (docs/decisions/0007).
 */
export async function readSignUpRules(): Promise<SignUpRules> {
  const { SIGN_UP: mode, SIGN_UP_DOMAINS: domains = [], SMTP_URL, LOCAL_MAIL_URL } = getEnv()
  if (!(await hasOwner())) return { mode: 'open', domains: [], confirmsFirst: false, isFirst: true }
  const isMailReal = SMTP_URL !== undefined && LOCAL_MAIL_URL === undefined
  return { mode, domains, confirmsFirst: isMailReal || mode === 'domains', isFirst: false }
}

/** @returns whether an address may join; `invited`: it has an invitation, which counts unless new accounts are closed */
export function mayJoin({ mode, domains }: SignUpRules, email: string, invited: boolean): boolean {
  if (mode === 'open') return true
  if (mode === 'closed') return false
  return invited || (mode === 'domains' && domains.includes(email.split('@').at(-1)?.toLowerCase() ?? ''))
}
