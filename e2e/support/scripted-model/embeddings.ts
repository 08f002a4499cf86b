import { createHash } from 'node:crypto'

const DIMENSIONS = 256

/**
 * A vector for a text, always the same: each word adds to one place that its hash chooses. Texts that share words come
 * out close to each other, so that tests of memory and search mean something. Length 1.
 */
export function embedText(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const hash = createHash('sha256').update(word).digest()
    const at = hash.readUInt16LE(0) % DIMENSIONS
    vector[at] = (vector[at] ?? 0) + ((hash[2] ?? 0) % 2 === 0 ? 1 : -1)
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
