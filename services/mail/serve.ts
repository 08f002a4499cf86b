import { startHttp } from './http.ts'
import { startSmtp } from './smtp.ts'
import { MailStore } from './store.ts'

export type MailOptions = {
  /** Ports; 0 takes a free one. */
  smtp: number
  http: number
  dir: string
  /** An address that is refused, for tests. */
  refuse?: string | undefined
}

/** Runs both servers over one store. @returns their ports, and what stops them */
export async function startMail({ smtp, http, dir, refuse }: MailOptions) {
  const store = await MailStore.open(dir)
  const smtpServer = await startSmtp(store, smtp, refuse)
  const httpServer = await startHttp(store, http)
  return {
    smtpPort: smtpServer.port,
    httpPort: httpServer.port,
    async stop(): Promise<void> {
      await Promise.all([smtpServer.stop(), httpServer.stop()])
    },
  }
}
