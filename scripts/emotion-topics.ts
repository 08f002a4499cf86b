/**
 * `npm run emotion:topics -- FILE.tsv`: writes lib/emotion/model/topics.bin, where topics lie
 * among the model's `about` vectors: from the seeds of lib/emotion/topics, and from texts in general (GoEmotions' dev.tsv). To be run again
 * when seeds or the model change. Prints the threshold that is best when each seed in turn is left out.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { loadEmotionModel } from '../lib/emotion/server.ts'
import { centresOf, directionOf } from '../lib/emotion/topics/find-topics.ts'
import { SEEDS, TOPICS } from '../lib/emotion/topics/topics.ts'

const GENERAL = 400
/** Of comments that are near a topic more than every third is about it. */
const SHARE_WRONG = 0.6

const [file] = process.argv.slice(2)
if (!file) throw new Error('Name a file of texts in general, as GoEmotions has them.')
const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
const step = Math.max(1, Math.floor(lines.length / GENERAL))
const general = lines.filter((_, at) => at % step === 0).slice(0, GENERAL)

const model = await loadEmotionModel()
const aboutOf = async (texts: readonly string[]) => (await model.classify(texts)).map(({ about }) => about)
const generals = await aboutOf(general.map((line) => line.split('\t')[0] ?? ''))
const seeds = TOPICS.flatMap((topic) => SEEDS[topic].map((text) => ({ topic, text })))
const vectors = await aboutOf(seeds.map(({ text }) => text))

const width = vectors[0]?.length ?? 0
const mean = new Float32Array(width)
const scale = new Float32Array(width)
for (let i = 0; i < width; i++) {
  const values = generals.map((vector) => vector[i] ?? 0)
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length
  mean[i] = middle
  scale[i] = 1 / (Math.sqrt(spread) + 1e-6)
}
const space = { mean, scale }
const centres = centresOf(space, vectors)
const rows = [mean, scale, ...centres].map((row) => Buffer.from(row.buffer))
writeFileSync('lib/emotion/model/topics.bin', Buffer.concat(rows))

/** Nearest topic of a direction; `without` is left out of its own topic's centre. */
function nearest(direction: Float32Array, without?: { topic: string; direction: Float32Array }) {
  const cosines = TOPICS.map((topic, at) => {
    const centre = centres[at] as Float32Array
    if (without?.topic !== topic) return dot(direction, centre)
    const own = seeds.flatMap((seed, index) =>
      seed.topic === topic ? [directionOf(space, vectors[index] as Float32Array)] : [],
    )
    const sum = own.reduce(
      (total, each) => total.map((value, i) => value + (each[i] ?? 0)),
      new Float32Array(width),
    )
    const rest = sum.map((value, i) => value - (without.direction[i] ?? 0))
    return dot(direction, rest) / Math.sqrt(dot(rest, rest))
  })
  const cosine = Math.max(...cosines)
  return { topic: TOPICS[cosines.indexOf(cosine)], cosine }
}
function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}

const found = seeds.map(({ topic }, at) => {
  const direction = directionOf(space, vectors[at] as Float32Array)
  return { topic, ...{ found: nearest(direction, { topic, direction }) } }
})
const nothing = generals.slice(0, 128).map((vector) => nearest(directionOf(space, vector)).cosine)
const right = found.filter(({ topic, found: { topic: said } }) => said === topic)
console.log(`left out, ${right.length} of ${found.length} seeds are nearest to their own topic`)
let best = { at: 0, f1: 0 }
for (let at = 0; at < 0.6; at += 0.01) {
  const given =
    found.filter(({ found: { cosine } }) => cosine >= at).length +
    SHARE_WRONG * nothing.filter((cosine) => cosine >= at).length
  const hits = right.filter(({ found: { cosine } }) => cosine >= at).length
  const f1 = (2 * hits) / (given + found.length)
  if (f1 > best.f1) best = { at, f1 }
}
console.log(`best threshold ${best.at.toFixed(2)}: F1 ${best.f1.toFixed(3)}`)
