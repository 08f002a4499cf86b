import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type {
  NewPasskeyAnswer,
  NewPasskeyQuestion,
  PasskeyAnswer,
  PasskeyQuestion,
} from '@/lib/factors/schema'

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()
const base64url = (bytes: Buffer) => bytes.toString('base64url')

const PRESENT = 0x01
const VERIFIED = 0x04
const HAS_KEY = 0x40

type CborValue = number | string | Buffer | Map<number | string, CborValue>

/** As much of CBOR (RFC 8949) as a credential needs. */
function cbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const pairs = [...value].flatMap(([key, item]) => [cbor(key), cbor(item)])
  return Buffer.concat([head(5, value.size), ...pairs])
}

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size])
  if (size < 256) return Buffer.from([(major << 5) | 24, size])
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255])
}

/**
 * An authenticator in software: makes one passkey (ES256) and answers with it as a device would.
 * Source: https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data
 */
export class Authenticator {
  readonly id = base64url(randomBytes(32))
  origin = 'http://localhost:3000'
  counter = 0
  verifiesPerson = true
  private readonly key: { privateKey: KeyObject; publicKey: KeyObject }
  private handle = ''

  constructor() {
    this.key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  }

  /** Answers a registration. */
  make({ challenge, rp, user }: NewPasskeyQuestion): NewPasskeyAnswer {
    this.handle = user.id
    const { x, y } = this.key.publicKey.export({ format: 'jwk' })
    const cose = new Map<number, CborValue>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x ?? '', 'base64url')],
      [-3, Buffer.from(y ?? '', 'base64url')],
    ])
    const id = Buffer.from(this.id, 'base64url')
    const made = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cbor(cose)])
    const authData = Buffer.concat([this.data(rp.id ?? '', HAS_KEY), made])
    const attestation = new Map<string, CborValue>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    const clientDataJSON = base64url(this.clientData('webauthn.create', challenge))
    const response = {
      clientDataJSON,
      attestationObject: base64url(cbor(attestation)),
      transports: ['internal'],
    }
    return { id: this.id, rawId: this.id, type: 'public-key', response }
  }

  /** Answers a question. */
  answer({ challenge, rpId }: PasskeyQuestion): PasskeyAnswer {
    this.counter += this.counter > 0 ? 1 : 0
    const authenticatorData = this.data(rpId ?? '', 0)
    const clientData = this.clientData('webauthn.get', challenge)
    const signature = sign(
      'sha256',
      Buffer.concat([authenticatorData, sha256(clientData)]),
      this.key.privateKey,
    )
    const response = {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
      userHandle: this.handle,
    }
    return { id: this.id, rawId: this.id, type: 'public-key', response }
  }

  private data(rpId: string, flags: number): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.counter)
    const all = flags | PRESENT | (this.verifiesPerson ? VERIFIED : 0)
    return Buffer.concat([sha256(rpId), Buffer.from([all]), count])
  }

  private clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }
}
