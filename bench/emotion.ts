import { loadEmotionModel, readEmotion } from '../lib/emotion/server.ts'
import { quantile } from './support/quantile.ts'

const ROUNDS = 20
const WARM_UP = 3
/** Messages of the lengths people write: 3 to 40 words. */
const MESSAGES = [
  'thank you so much!',
  'I have no idea what just happened lol',
  'My interview is tomorrow and I keep thinking of everything that could go wrong.',
  'We finally moved in, there are boxes everywhere, and I have never been happier to sleep on a mattress on the floor.',
  'I told her I was sorry but she did not answer, and now I keep reading our old messages and wondering whether I should have said something much earlier instead of waiting.',
]

/**
 * The emotion model on one thread: milliseconds to classify one message (tokenizer included), to make a whole reading of
 * it (occlusion included), and the memory that loading and using the model adds to the process. Goal: a classification
 * under 10 ms.
 */
export default async function benchEmotion(): Promise<Record<string, number>> {
  const before = residentMegabytes()
  const opened = performance.now()
  const model = await loadEmotionModel()
  const load = performance.now() - opened
  const cpuBefore = process.cpuUsage()
  const classify = await timeEach((message) => model.classify([message]))
  const cpu = process.cpuUsage(cpuBefore)
  const read = await timeEach(readEmotion)
  return {
    load_ms: load,
    classify_p50_ms: quantile(classify, 0.5),
    classify_p95_ms: quantile(classify, 0.95),
    classify_cpu_ms: (cpu.user + cpu.system) / 1e3 / (MESSAGES.length * (ROUNDS + WARM_UP)),
    read_with_reasons_p50_ms: quantile(read, 0.5),
    read_with_reasons_p95_ms: quantile(read, 0.95),
    added_rss_mb: residentMegabytes() - before,
  }
}

async function timeEach(work: (message: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const message of MESSAGES) {
      const began = performance.now()
      await work(message)
      if (round >= 0) times.push(performance.now() - began)
    }
  }
  return times
}

/** Physical memory of this process now, in megabytes. */
function residentMegabytes(): number {
  return process.memoryUsage().rss / 1e6
}
