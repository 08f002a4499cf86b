import { Binary, UUID } from 'bson'
import { fail } from '../../errors.ts'
import { binaryParts } from '../values/compare.ts'

/** What a conversion may need beyond the value. */
export interface ConversionOptions {
  format: string | undefined
  subtype: number
}

export const FORMATS = ['auto', 'base64', 'base64url', 'hex', 'utf8', 'uuid']

export const UUID_SUBTYPE = 4

const UUID_TEXT = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

function binaryFailure(message: string): never {
  fail('ConversionFailure', `Failed to convert in $convert with no onError value: ${message}`)
}

export function requireFormat(format: string | undefined, from: string, to: string): string {
  return (
    format ?? fail('Location4341115', `Format must be speficied when converting from '${from}' to '${to}'`)
  )
}

export function textOfBinary(value: unknown, format: string): string {
  const { subtype, bytes } = binaryParts(value)
  const buffer = Buffer.from(bytes)
  const isUuid = subtype === UUID_SUBTYPE && bytes.length === 16
  switch (format) {
    case 'uuid':
    case 'auto':
      if (isUuid) return new UUID(bytes).toHexString(true)
      return format === 'auto'
        ? buffer.toString('base64')
        : binaryFailure('BinData does not represent a valid UUID')
    case 'utf8':
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      } catch {
        return binaryFailure('BinData does not represent a valid UTF-8 string')
      }
    case 'hex':
      return buffer.toString('hex').toUpperCase()
    default:
      return buffer.toString(format as 'base64' | 'base64url')
  }
}

const ENCODED: Record<string, RegExp> = {
  base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  base64url: /^[A-Za-z0-9_-]*={0,2}$/,
  hex: /^(?:[0-9A-Fa-f]{2})*$/,
  utf8: /^/,
}

export function binaryOfText(text: string, { format, subtype }: ConversionOptions): Binary {
  const name = requireFormat(format, 'string', 'binData')
  if ((name === 'uuid') !== (subtype === UUID_SUBTYPE))
    binaryFailure("Only the 'uuid' format is allowed with the UUID subtype")
  if (name === 'uuid')
    return UUID_TEXT.test(text) ? new UUID(text) : binaryFailure(`Invalid UUID string: ${text}`)
  if (!ENCODED[name]?.test(text)) binaryFailure(`Failed to parse BinData '${text}' as ${name}`)
  return new Binary(Buffer.from(text, name as BufferEncoding), subtype)
}
