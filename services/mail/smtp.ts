import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { MailStore } from './store.ts'

const MAX_BYTES = 10 * 1024 * 1024

class Refused extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

/**
 * Takes mail by SMTP on loopback, without a password, and keeps it.
 *
 * @param refuse an address that is refused like one that does not exist
 * @returns the port, and what stops it
 */
export async function startSmtp(store: MailStore, port: number, refuse: string | undefined) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_BYTES,
    logger: false,
    onRcptTo: ({ address }, _session, done) =>
      done(address === refuse ? new Refused(550, 'No such mailbox here') : null),
    onData: (stream, session, done) => {
      keep(store, stream, session).then(
        () => done(null),
        (error: Error) => done(error),
      )
    },
  })
  // A client that hangs up is its own affair.
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

async function keep(
  store: MailStore,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of stream) if (!stream.sizeExceeded) pieces.push(piece as Buffer)
  if (stream.sizeExceeded) throw new Refused(552, 'This mail is larger than 10 MB')
  const raw = Buffer.concat(pieces)
  const { subject = '' } = await simpleParser(raw)
  const { mailFrom, rcptTo } = session.envelope
  await store.add(raw, {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    subject,
  })
}
