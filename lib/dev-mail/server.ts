import 'server-only'
import { z } from 'zod'
import { notFound } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import type { RequestInfo } from '@/lib/http/request-info'

/** The mails the local mail server keeps, for whoever sits at this machine. There are none when a real server is named. */
const summary = z.object({
  id: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  receivedAt: z.iso.datetime(),
})
const mail = summary.extend({ from: z.string(), text: z.string() })

export type LocalMailSummary = z.infer<typeof summary>
export type LocalMail = z.infer<typeof mail>

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/
const TIMEOUT_MS = 5_000

/** @throws AppError `not_found` unless the request comes from this machine and mails stay on it */
async function ask(info: RequestInfo, path: string): Promise<unknown> {
  const url = getEnv().LOCAL_MAIL_URL
  if (!url || !LOOPBACK.test(info.ip)) throw notFound('page')
  const response = await fetch(`${url}/messages${path}`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: 'no-store',
  })
  if (response.status === 404) throw notFound('mail')
  if (!response.ok) throw new Error(`the local mail server answered ${response.status}`)
  return response.json()
}

/** @returns the newest first */
export async function listLocalMail(info: RequestInfo): Promise<LocalMailSummary[]> {
  return z.array(summary).parse(await ask(info, ''))
}

export async function getLocalMail(info: RequestInfo, id: string): Promise<LocalMail> {
  return mail.parse(await ask(info, `/${encodeURIComponent(id)}`))
}
