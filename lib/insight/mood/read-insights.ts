import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { listFolders } from '@/lib/folders/server'
import { TOPIC_NAMES } from '../limits'
import type { CheckInDto, InsightRange, InsightsView, ReflectionDto, TopicMood } from '../schema'
import { getInsightState } from '../settings/manage-settings'
import { type CheckInRecord, findPlaces, findReflections, type ReflectionRecord } from './data'
import { daysFrom } from './days'
import { lookBack } from './look-back'
import type { Moment } from './moments'
import { byDay, byHour, byWeek, countFeelings, streakOf } from './summarise'
import { associate } from './topics'

const A_YEAR = 365
const MOST_LISTED = 10
const MOST_REFLECTIONS = 20

/** @returns what there is of the caller's feelings in the last days. While it is off: what they said themselves, if they kept it */
export async function readInsights(ctx: Ctx, range: InsightRange): Promise<InsightsView> {
  const state = await getInsightState(ctx)
  const [{ firstDay, lastDay, moments, checkIns }, reflections] = await Promise.all([
    lookBack(ctx, range),
    findReflections(ctx, MOST_REFLECTIONS),
  ])
  const days = daysFrom(firstDay, lastDay)
  const points = byDay(moments, days)
  const withCheckIn = new Set(points.filter((point) => point.checkIns > 0).map(({ day }) => day))
  return {
    ...state,
    ...{ range, firstDay, lastDay },
    points: range === A_YEAR ? byWeek(moments, days) : points,
    days: points,
    hours: byHour(moments),
    feelings: countFeelings(moments),
    topics: topicsOf(moments),
    places: await placesOf(ctx, moments),
    streak: streakOf(withCheckIn, lastDay),
    counts: { readings: moments.length - checkIns.length, checkIns: checkIns.length },
    checkIns: checkIns.slice(-MOST_LISTED).reverse().map(toCheckIn),
    reflections: reflections.map(toReflection),
  }
}

/** By what messages are about, as far as that was read with them. */
function topicsOf(moments: readonly Moment[]): TopicMood[] {
  const ofMessages = moments.filter(({ conversationId }) => conversationId !== null)
  return associate(ofMessages, ({ topics }) =>
    topics.map((id) => ({ id, name: TOPIC_NAMES[id], kind: 'topic' })),
  )
}

/** By folder where there is one, else by conversation. */
async function placesOf(ctx: Ctx, moments: readonly Moment[]): Promise<TopicMood[]> {
  const ofMessages = moments.filter(({ conversationId }) => conversationId !== null)
  const ids = [...new Set(ofMessages.flatMap(({ conversationId }) => conversationId ?? []))]
  const [places, folders] = await Promise.all([findPlaces(ctx, ids), listFolders(ctx)])
  const names = new Map(folders.map(({ id, name }) => [id, name]))
  return associate(ofMessages, ({ conversationId }) => {
    const place = conversationId ? places.get(conversationId) : undefined
    if (!place || !conversationId) return []
    const folder = place.folderId ? names.get(place.folderId) : undefined
    if (folder && place.folderId) return [{ id: place.folderId, name: folder, kind: 'folder' }]
    return [{ id: conversationId, name: place.title, kind: 'conversation' }]
  })
}

function toCheckIn({ _id, valence, labels, note, at }: CheckInRecord): CheckInDto {
  return { id: _id.toHexString(), valence, labels, note, at: at.toISOString() }
}

function toReflection({ _id, firstDay, lastDay, text, createdAt }: ReflectionRecord): ReflectionDto {
  return { id: _id.toHexString(), firstDay, lastDay, text, at: createdAt.toISOString() }
}
