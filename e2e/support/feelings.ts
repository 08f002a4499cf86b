import type { Page } from '@playwright/test'
import { Double, MongoClient, ObjectId } from 'mongodb'
import { newId } from '../../lib/core/ids.ts'
import { command } from './chat.ts'

const DAY_MS = 24 * 60 * 60_000
const COURSE = ['sadness', 'nervousness', 'neutral', 'relief', 'joy', 'gratitude'] as const
const VALENCE = { sadness: -0.7, nervousness: -0.5, neutral: 0, relief: 0.4, joy: 0.8, gratitude: 0.7 }

const TOPICS = {
  sadness: ['work', 'sleep'],
  nervousness: ['work'],
  neutral: [],
  relief: ['home'],
  joy: ['friends'],
  gratitude: ['friends', 'family'],
} as const

/** Twice a day, by the clock of the machine that tests. */
function timeOf(daysAgo: number): Date {
  const day = new Date(Date.now() - Math.floor(daysAgo) * DAY_MS).toISOString().slice(0, 10)
  return new Date(`${day}T${daysAgo % 1 === 0 ? '08' : '16'}:00:00Z`)
}

/**
 * Gives the person readings of so many days back, from low to high and back again, two a day, none on every fifth day: what nobody can
 * live through in a test.
 */
export async function seedFeelings({ request }: Page, days: number): Promise<void> {
  const conversationId = newId()
  const message = { id: newId(), text: `A walk by the river. ${command({ text: 'Nice.' })}` }
  const body = { trigger: 'send', conversationId, parentId: null, message }
  await (await request.post('/api/chat', { data: body })).text()
  const client = new MongoClient(process.env.E2E_DATABASE_URL ?? '')
  try {
    const database = client.db()
    const here = await database.collection('conversations').findOne({ _id: new ObjectId(conversationId) })
    const whose = { workspaceId: here?.['workspaceId'], userId: here?.['userId'] }
    const moments = Array.from({ length: days * 2 }, (_, at) => ({ ago: at / 2, at }))
    await database.collection('emotionReadings').insertMany(
      moments
        .filter(({ ago }) => Math.floor(ago) % 5 !== 4)
        .map(({ ago, at }) => {
          const label = COURSE[Math.round((Math.sin(ago / 9) + 1) * 2.5)] ?? 'neutral'
          return {
            _id: new ObjectId(),
            ...whose,
            conversationId: new ObjectId(conversationId),
            ...{ status: 'read', unsure: null, labels: [{ label, probability: 0.7 }], scores: null },
            valence: new Double(VALENCE[label] + (at % 3) * 0.08 - 0.08),
            ...{ arousal: new Double(0.5), confidence: new Double(0.7), why: [], perspective: 'speaker' },
            topics: TOPICS[label],
            ...{ modelVersion: 'seeded', said: null, saidAt: null, at: timeOf(ago) },
          }
        }),
    )
  } finally {
    await client.close()
  }
}
