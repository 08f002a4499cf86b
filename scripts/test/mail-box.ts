import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { type JobHandler, startJobs } from '@/lib/jobs/server'
import { closeMailer } from '@/lib/platform/mailer'
import { startMail } from '@/services/mail/serve'

type Received = { id: string; subject: string; text: string }

/**
 * The tests of this file send mails, to a server of their own.
 *
 * @param jobs what is done while they run
 * @returns the mails an address has, oldest first, once there are `count` of them
 */
export function withMailBox(jobs: Record<string, JobHandler>) {
  const dir = mkdtempSync(path.join(tmpdir(), 'numina-mail-box-'))
  let server: Awaited<ReturnType<typeof startMail>>
  let stopJobs: () => Promise<void>
  beforeAll(async () => {
    server = await startMail({ smtp: 0, http: 0, dir })
    process.env['SMTP_URL'] = `smtp://127.0.0.1:${server.smtpPort}`
    stopJobs = startJobs(jobs)
  })
  afterAll(async () => {
    await stopJobs()
    closeMailer()
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  })
  return async (address: string, count: number): Promise<Received[]> => {
    const base = `http://127.0.0.1:${server.httpPort}/messages`
    const read = async () => (await (await fetch(`${base}?to=${address}`)).json()) as Received[]
    await expect.poll(async () => (await read()).length).toBe(count)
    return Promise.all(
      (await read())
        .reverse()
        .map(async ({ id }) => (await fetch(`${base}/${id}`)).json() as Promise<Received>),
    )
  }
}

/** The token of the first link in a mail. */
export const tokenIn = (mail: { text: string } | undefined) =>
  /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
