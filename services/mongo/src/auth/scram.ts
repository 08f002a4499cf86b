import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { fail } from '../errors.ts'

const ITERATIONS = 15_000
const KEY_BYTES = 32

/** What the server keeps of a password (RFC 5802, RFC 7677): enough to check it, not to know it. */
export interface Credentials {
  user: string
  salt: Buffer
  storedKey: Buffer
  serverKey: Buffer
}

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

export function makeCredentials(user: string, password: string): Credentials {
  const salt = randomBytes(28)
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, KEY_BYTES, 'sha256')
  return {
    user,
    salt,
    storedKey: sha256(hmac(salted, 'Client Key')),
    serverKey: hmac(salted, 'Server Key'),
  }
}

function authenticationFailed(): never {
  return fail('AuthenticationFailed', 'Authentication failed.')
}

/** The value of an attribute of a SCRAM message, e.g. `r` of `n=user,r=nonce`. */
function attribute(message: string, name: string): string {
  const found = message.split(',').find((part) => part.startsWith(`${name}=`))
  return found?.slice(2) ?? authenticationFailed()
}

/** One SCRAM-SHA-256 conversation, seen from the server. */
export class ScramConversation {
  private readonly credentials: Credentials
  private clientFirstBare = ''
  private serverFirst = ''
  private nonce = ''

  constructor(credentials: Credentials) {
    this.credentials = credentials
  }

  /** Answers the client's first message. @throws ServerError AuthenticationFailed */
  start(clientFirst: string): string {
    const match = /^[ny],[^,]*,(.*)$/s.exec(clientFirst)
    this.clientFirstBare = match?.[1] ?? authenticationFailed()
    this.nonce = attribute(this.clientFirstBare, 'r') + randomBytes(24).toString('base64')
    const salt = this.credentials.salt.toString('base64')
    this.serverFirst = `r=${this.nonce},s=${salt},i=${ITERATIONS}`
    return this.serverFirst
  }

  /** Checks the client's proof and answers the server's. @throws ServerError AuthenticationFailed */
  finish(clientFinal: string): string {
    const proofAt = clientFinal.lastIndexOf(',p=')
    if (proofAt < 0 || attribute(clientFinal, 'r') !== this.nonce) authenticationFailed()
    const withoutProof = clientFinal.slice(0, proofAt)
    const proof = Buffer.from(clientFinal.slice(proofAt + 3), 'base64')
    const { user, storedKey, serverKey } = this.credentials
    const name = attribute(this.clientFirstBare, 'n').replaceAll('=2C', ',').replaceAll('=3D', '=')
    const authMessage = `${this.clientFirstBare},${this.serverFirst},${withoutProof}`
    const signature = hmac(storedKey, authMessage)
    if (proof.length !== signature.length) authenticationFailed()
    const clientKey = Buffer.from(signature.map((byte, i) => byte ^ (proof[i] as number)))
    const isRight = timingSafeEqual(sha256(clientKey), storedKey)
    if (!isRight || name !== user) authenticationFailed()
    return `v=${hmac(serverKey, authMessage).toString('base64')}`
  }
}
