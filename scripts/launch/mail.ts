import type { Launch } from './context.ts'
import { keepRunning } from './keep-running.ts'

const READY_LIMIT_MS = 30_000

export type MailPorts = { smtp: number; http: number }

/** Where the app finds the local mail server. */
export const localMail = ({ smtp, http }: MailPorts) => ({
  SMTP_URL: `smtp://127.0.0.1:${smtp}`,
  LOCAL_MAIL_URL: `http://127.0.0.1:${http}`,
})

/** Starts the local mail server. Without it mails wait in the database until it is back. */
export async function startMail(launch: Launch, { smtp, http }: MailPorts): Promise<void> {
  const { crew, report, settings, env } = launch
  const ports = ['--smtp', String(smtp), '--http', String(http)]
  const args = ['services/mail/main.ts', ...ports, '--dir', `${settings.home}/mail`]
  const start = () =>
    crew.start('mail', { name: 'local mail server', args, env, log: `${settings.home}/logs/mail.log` })
  const child = start()
  const outcome = await child.says(/^ready$/, READY_LIMIT_MS)
  if (outcome !== 'said' && !crew.isStopping())
    report.line(`  ! The local mail server did not start: mails wait. Its log: ${child.log}`)
  void keepRunning(launch, 'The local mail server', child, start)
}
