import type { Document } from '../bson/values.ts'
import { isDocument } from '../bson/values.ts'
import { fail } from '../errors.ts'

/** What a resume token stands after. */
export type TokenKind = 'event' | 'mark' | 'invalidate'

const KINDS: TokenKind[] = ['event', 'mark', 'invalidate']

/** The token that resumes after a position of the oplog: the position and the kind in hexadecimal digits. */
export function makeToken(position: number, kind: TokenKind): Document {
  return { _data: `${position.toString(16).padStart(16, '0')}0${KINDS.indexOf(kind)}` }
}

/** Reads a token. @throws ServerError InvalidResumeToken for one that is not ours */
export function readToken(token: unknown): { position: number; kind: TokenKind } {
  const data = isDocument(token) ? token['_data'] : undefined
  const match = typeof data === 'string' ? /^([0-9a-f]{16})0([012])$/.exec(data) : null
  const position = Number.parseInt(match?.[1] ?? '', 16)
  const kind = KINDS[Number(match?.[2])]
  if (!kind || !Number.isSafeInteger(position))
    return fail('InvalidResumeToken', 'The resume token is not one of this server')
  return { position, kind }
}
