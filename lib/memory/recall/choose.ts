/** What a reply may use. */
export type Known = {
  id: string
  text: string
  isPinned: boolean
  expiresAt: Date | null
  updatedAt: Date
  /** As `simpleWords` finds them. */
  words: readonly string[]
  /** Of length 1; null: not made, or by another model. */
  vector: Float32Array | null
}

/** What is asked: its words, and its vector when there was time to make it. */
export type Asked = { text: string; vector: Float32Array | null }

const DAY_MS = 24 * 60 * 60_000
/** What changed so long ago counts half as much for being recent. */
const HALF_LIFE_DAYS = 45
const FOR_WORDS = 0.5
const FOR_BEING_RECENT = 0.1

/**
 * Chooses what goes along with a message: as long as everything fits, everything, in the order it was learnt, so that prompts keep their
 * beginning from turn to turn. Otherwise what is pinned, then what is closest to the question by meaning, words and time.
 *
 * @param room characters
 */
export function chooseMemories<M extends Known>(
  known: readonly M[],
  asked: Asked,
  room: number,
  now: Date,
): M[] {
  const usable = known.filter(({ expiresAt }) => !expiresAt || expiresAt > now)
  const chosen = new Set(fitsWhole(usable, room) ? usable : best(usable, asked, room, now))
  return usable.filter((memory) => chosen.has(memory)).reverse()
}

/** @returns whether nothing has to be chosen */
export function fitsWhole(known: readonly Pick<Known, 'text'>[], room: number): boolean {
  let used = 0
  for (const { text } of known) {
    used += text.length
    if (used > room) return false
  }
  return true
}

function best<M extends Known>(known: readonly M[], asked: Asked, room: number, now: Date): M[] {
  const words = new Set(simpleWords(asked.text))
  const scored = known.map((memory) => ({ memory, score: scoreOf(memory, asked.vector, words, now) }))
  scored.sort((a, b) => b.score - a.score)
  const chosen: M[] = []
  let left = room
  for (const { memory } of scored) {
    if (memory.text.length > left) break
    left -= memory.text.length
    chosen.push(memory)
  }
  return chosen
}

function scoreOf(memory: Known, vector: Float32Array | null, words: ReadonlySet<string>, now: Date): number {
  const days = (now.getTime() - memory.updatedAt.getTime()) / DAY_MS
  const recent = 2 ** (-days / HALF_LIFE_DAYS) * FOR_BEING_RECENT
  const near = vector && memory.vector ? cosine(vector, memory.vector) : 0
  return (memory.isPinned ? 10 : 0) + near + FOR_WORDS * sharedWords(memory, words) + recent
}

/** Exact, and for vectors of length 1 the dot product alone. */
function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0
  // Four sums that do not wait for each other take half the time of one.
  let [w, x, y, z] = [0, 0, 0, 0]
  const whole = a.length - (a.length % 4)
  for (let at = 0; at < whole; at += 4) {
    w += (a[at] as number) * (b[at] as number)
    x += (a[at + 1] as number) * (b[at + 1] as number)
    y += (a[at + 2] as number) * (b[at + 2] as number)
    z += (a[at + 3] as number) * (b[at + 3] as number)
  }
  for (let at = whole; at < a.length; at++) w += (a[at] as number) * (b[at] as number)
  return w + x + y + z
}

const LEAST_LETTERS = 3

/** @returns the words of a text; in a cheaper way than lib/memory/rules/words, since it is asked of thousands at once */
export const simpleWords = (text: string): string[] =>
  (
    text
      .slice(0, 4_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).filter((word) => word.length >= LEAST_LETTERS || /[^a-z]/.test(word))

function sharedWords({ words }: Known, asked: ReadonlySet<string>): number {
  let shared = 0
  for (const word of words) if (asked.has(word)) shared++
  return shared === 0 ? 0 : shared / Math.sqrt(words.length)
}
