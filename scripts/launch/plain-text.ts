import { stripVTControlCharacters } from 'node:util'

const LENGTH = 60

/** A line of another program's output as a short remark: no colours, no control characters, at most 60 characters. */
export function plainText(line: string): string {
  const text = stripVTControlCharacters(line.split('\r').at(-1) ?? '').trim()
  return text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text
}
