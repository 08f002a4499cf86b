import 'server-only'
import { render, toPlainText } from '@react-email/render'
import { createTransport, type Transporter } from 'nodemailer'
import type { ReactElement } from 'react'
import { getEnv } from '@/lib/env'

export type Mail = {
  to: string
  /** Who gets an answer; whoever sends mails of this Numina when nobody is named. */
  replyTo?: string
  subject: string
  body: ReactElement
}

const TIMEOUT_MS = 20_000

const store = globalThis as typeof globalThis & { numinaMailer?: Transporter }

function transport(): Transporter {
  const url = getEnv().SMTP_URL
  if (!url) throw new Error('SMTP_URL is not set: mails cannot be sent')
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  store.numinaMailer ??= createTransport({ url, pool: true, maxConnections: 2, ...limits })
  return store.numinaMailer
}

/**
 * Sends a mail, as HTML with a text part that says the same. Resolves when the server has taken it.
 *
 * @throws when it does not take it; whoever calls tries again (lib/jobs)
 */
export async function sendMail({ to, replyTo, subject, body }: Mail): Promise<void> {
  // Guests have an address that nobody can have (RFC 2606).
  if (to.endsWith('.invalid')) return
  const html = await render(body)
  const from = getEnv().MAIL_FROM
  await transport().sendMail({
    from,
    to,
    ...(replyTo && { replyTo }),
    subject,
    html,
    text: toPlainText(html),
  })
}

/** Closes the connections to the mail server; for tests and shutdown. */
export function closeMailer(): void {
  store.numinaMailer?.close()
  delete store.numinaMailer
}
