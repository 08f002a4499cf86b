import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadEmotionModel } from '../model.ts'
import { readEmotion } from '../read-emotion.ts'
import { SENTENCES } from './agreement.fixtures.ts'
import { centresOf, loadTopicSpace, nearestTopics } from './find-topics.ts'
import { SEEDS, TOPICS } from './topics.ts'

async function found(texts: readonly string[]) {
  const [model, space] = await Promise.all([loadEmotionModel(), loadTopicSpace()])
  return (await model.classify(texts)).map(({ about }) => nearestTopics(space, [about], [1]))
}

it('agrees with people on sentences it was not made from', async () => {
  const topics = await found(SENTENCES.map(([text]) => text))
  const first = SENTENCES.map(([, topic], at) => ({ topic, said: topics[at]?.[0] ?? null }))
  const about = first.filter(({ topic }) => topic !== null)
  const said = first.filter((each) => each.said !== null)
  const right = said.filter((each) => each.said === each.topic).length
  // 0.855 and 0.808 when it was made.
  expect(right / said.length).toBeGreaterThan(0.8)
  expect(right / about.length).toBeGreaterThan(0.78)
  const seeds = new Set(Object.values(SEEDS).flat())
  expect(SENTENCES.filter(([text]) => seeds.has(text))).toEqual([])
})

it('lies where its seeds say, with the model that is shipped', async () => {
  const [model, space] = await Promise.all([loadEmotionModel(), loadTopicSpace()])
  const vectors = (await model.classify(TOPICS.flatMap((topic) => SEEDS[topic]))).map(({ about }) => about)
  centresOf(space, vectors).forEach((centre, at) => {
    const cosine = centre.reduce((sum, value, i) => sum + value * (space.centres[at]?.[i] ?? 0), 0)
    expect(cosine, TOPICS[at]).toBeGreaterThan(0.995)
  })
  expect(readFileSync('lib/emotion/model/topics.bin')).toHaveLength(
    (TOPICS.length + 2) * space.mean.length * 4,
  )
})

it('says at most two, of long messages by their whole, and nothing where nothing is read', async () => {
  const long = Array.from(
    { length: 30 },
    () => 'My boss gave me a deadline at the office. I cannot sleep at night.',
  )
  const { topics } = await readEmotion(long.join(' '))
  expect(topics.toSorted()).toEqual(['sleep', 'work'])
  for (const text of [
    '',
    '🙂🙂🙂',
    '```\nmy boss\n```',
    'Mein Chef hat mir gestern wieder gekündigt und ich weiß nicht weiter',
  ])
    expect((await readEmotion(text)).topics, text).toEqual([])
})
