import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { SEEDS, TOPICS, type Topic } from './topics.ts'

/** What is needed to say how near a text is to each topic: how texts in general lie, and where each topic does. */
export type TopicSpace = {
  /** Of texts in general: the mean of each number, and one over its deviation. */
  mean: Float32Array
  scale: Float32Array
  /** By topic, of length 1. */
  centres: readonly Float32Array[]
}

/**
 * The cosine from which on a text is about a topic: the best for leaving out one seed at a time, comments of GoEmotions counting as about
 * nothing. What that is worth on sentences nobody chose it by: agreement.test.ts.
 */
const LEAST_COSINE = 0.22
/** More is said of nothing. */
const MOST_TOPICS = 2

/** @param vectors the model's `about` for each part of a message @param lengths tokens of each part */
export function nearestTopics(
  space: TopicSpace,
  vectors: readonly Float32Array[],
  lengths: readonly number[],
): Topic[] {
  const total = lengths.reduce((sum, length) => sum + length, 0)
  if (total === 0) return []
  const shares = lengths.map((length) => length / total)
  const direction = directionOf(space, weightedSum(vectors, shares))
  return space.centres
    .map((centre, at) => ({ topic: TOPICS[at] as Topic, cosine: dot(direction, centre) }))
    .filter(({ cosine }) => cosine >= LEAST_COSINE)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, MOST_TOPICS)
    .map(({ topic }) => topic)
}

/** @returns where a vector points from the middle of all texts, each number counted by how much it varies */
export function directionOf(
  { mean, scale }: Pick<TopicSpace, 'mean' | 'scale'>,
  vector: Float32Array,
): Float32Array {
  return unit(vector.map((value, at) => (value - (mean[at] ?? 0)) * (scale[at] ?? 0)))
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1
  return vector.map((value) => value / length)
}

function weightedSum(vectors: readonly Float32Array[], weights?: readonly number[]): Float32Array {
  const width = vectors[0]?.length ?? 0
  return Float32Array.from({ length: width }, (_, i) =>
    vectors.reduce((sum, vector, at) => sum + (vector[i] ?? 0) * (weights?.[at] ?? 1), 0),
  )
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** The centres of all topics, from the vectors of their seeds in the order of `SEEDS`. */
export function centresOf(
  space: Pick<TopicSpace, 'mean' | 'scale'>,
  vectors: readonly Float32Array[],
): Float32Array[] {
  let at = 0
  return TOPICS.map((topic) => {
    const own = SEEDS[topic].map(() => directionOf(space, vectors[at++] as Float32Array))
    return unit(weightedSum(own))
  })
}

const FILE = path.join(process.cwd(), 'lib/emotion/model/topics.bin')
let loading: Promise<TopicSpace> | undefined

/** Made by scripts/emotion-topics.ts. A failed load is tried again at the next call. */
export function loadTopicSpace(): Promise<TopicSpace> {
  loading ??= readFile(FILE)
    .then(toSpace)
    .catch((error: unknown) => {
      loading = undefined
      throw error
    })
  return loading
}

/** Rows of equal width, float32, little endian: mean, scale, and one row a topic. */
function toSpace(bytes: Buffer): TopicSpace {
  const values = new Float32Array(Uint8Array.from(bytes).buffer)
  const width = values.length / (TOPICS.length + 2)
  const row = (at: number) => values.subarray(at * width, (at + 1) * width)
  return { mean: row(0), scale: row(1), centres: TOPICS.map((_, at) => row(at + 2)) }
}
