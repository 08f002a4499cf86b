const TONES = 6

/** The initials of a name: the first letters of its first and last words, upper case; `?` for an empty name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = firstLetter(words[0])
  const last = words.length > 1 ? firstLetter(words.at(-1)) : ''
  return (first + last).toLocaleUpperCase() || '?'
}

/** A letter may be several code units (an accent, an emoji): takes the whole grapheme. */
function firstLetter(word = ''): string {
  const [grapheme] = new Intl.Segmenter().segment(word)
  return grapheme?.segment ?? ''
}

/** A tone from 0 to 5 that stays the same for the same seed (an id), by the FNV-1a hash. */
export function toneOf(seed: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % TONES
}
