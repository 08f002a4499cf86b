import { chooseMemories, type Known, simpleWords } from '../lib/memory/recall/choose.ts'
import { quantile } from './support/quantile.ts'

const MEMORIES = 5_000
const DIMENSIONS = 384
const ROUNDS = 50
const ROOM_CHARS = 2_100
const WORDS = [
  'likes',
  'tea',
  'works',
  'in',
  'Oslo',
  'has',
  'a',
  'cat',
  'called',
  'Milo',
  'plays',
  'piano',
  'plans',
]

/**
 * Choosing among one person's memories on one thread: processor time and milliseconds for the exact cosine to each of them, shared words and age together.
 * Goal: a few thousand in under 10 ms.
 */
export default async function benchRecall(): Promise<Record<string, number>> {
  const now = new Date()
  const known = Array.from({ length: MEMORIES }, (_, at): Known => {
    const text = Array.from({ length: 8 }, () => WORDS[Math.floor(Math.random() * WORDS.length)]).join(' ')
    const updatedAt = new Date(now.getTime() - at * 3_600_000)
    const words = simpleWords(text)
    return { id: String(at), text, words, isPinned: false, expiresAt: null, updatedAt, vector: someVector() }
  })
  const first = timeOf(() => choose(known, now))
  const before = process.cpuUsage()
  const times = Array.from({ length: ROUNDS }, () => timeOf(() => choose(known, now)))
  const { user, system } = process.cpuUsage(before)
  const cpu = (user + system) / 1e3 / ROUNDS
  return { cpu_ms: cpu, first_ms: first, p50_ms: quantile(times, 0.5), p95_ms: quantile(times, 0.95) }
}

function choose(known: readonly Known[], now: Date) {
  return chooseMemories(known, { text: 'Where does Milo sleep?', vector: someVector() }, ROOM_CHARS, now)
}

function someVector(): Float32Array {
  const values = Float32Array.from({ length: DIMENSIONS }, () => Math.random() - 0.5)
  const length = Math.hypot(...values)
  return values.map((value) => value / length)
}

function timeOf(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}
