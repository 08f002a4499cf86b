import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { createConversation } from '@/lib/chat/data'
import { newId } from '@/lib/core/ids'
import { createFolder } from '@/lib/folders/server'
import { assertWithinRate } from '@/lib/http/rate-limit'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { readingOf } from '@/scripts/test/readings'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { adviceFor } from '../adapt/advise'
import { saveReading } from '../data'
import { correctReading } from '../reading/correct-reading'
import { checkInInput, deletionInput } from '../schema'
import { findSetting } from '../settings/data'
import { getInsightSettings, turnOffInsight, turnOnInsight } from '../settings/manage-settings'
import { checkIn, removeCheckIn } from './check-in'
import { addDays } from './days'
import { deleteInsights } from './delete-insights'
import { exportInsights } from './export-csv'
import { readInsights } from './read-insights'
import { keepReflection, removeReflection, writeReflection } from './reflect'

onAppDatabase()
const model = onScriptedModel()

const DAY_MS = 24 * 60 * 60_000
const notThere = { code: 'not_found' }

async function converse(ctx: Ctx, folderId: string | null = null): Promise<string> {
  const id = newId()
  await createConversation(ctx, { _id: id, title: 'Of work', model: null, leafId: null, folderId })
  return id
}

/** Twenty days, each with one reading of that many days ago. */
async function live(ctx: Ctx) {
  const folder = { id: newId(), parentId: null, name: 'Work', emoji: null, instructions: '' }
  await createFolder(ctx, folder)
  const [work, other] = [await converse(ctx, folder.id), await converse(ctx)]
  const refs = []
  for (let day = 0; day < 20; day++) {
    const isWork = day % 2 === 0
    const ref = { conversationId: isWork ? work : other, messageId: newId() }
    const at = new Date(Date.now() - day * DAY_MS)
    await saveReading(ctx, ref, readingOf(isWork ? 'anger' : 'joy', { at, valence: isWork ? -0.6 : 0.6 }))
    refs.push(ref)
  }
  return refs
}

const sayHow = (ctx: Ctx, rest: Partial<Parameters<typeof checkIn>[1]> = {}) =>
  checkIn(ctx, { id: newId(), valence: 1, labels: [], note: '', ...rest })

describe('insights', () => {
  it('show days with gaps, topics, and check-ins above what was read', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    await live(ctx)
    await sayHow(ctx, { labels: ['relief'], note: 'Slept well' })
    const view = await readInsights(ctx, 30)
    expect(view).toMatchObject({ counts: { readings: 20, checkIns: 1 }, streak: 1, isOn: true })
    expect(view.points).toHaveLength(30)
    expect(view.points.filter(({ valence }) => valence === null)).toHaveLength(10)
    expect(view.points.at(-1)).toMatchObject({ valence: 1, source: 'you', readings: 1, checkIns: 1 })
    expect(view.points.at(-2)).toMatchObject({ valence: 0.6, source: 'model', top: ['joy'] })
    const work = view.places.find(({ kind }) => kind === 'folder')
    expect(work).toMatchObject({ name: 'Work', count: 10 })
    expect(work?.associations[0]).toMatchObject({ feeling: 'anger', count: 10, elsewhere: 0, isClear: true })
    expect((await readInsights(ctx, 365)).points.length).toBeLessThan(55)
    expect(await adviceFor(ctx, await converse(ctx))).toContain('has said that they feel: relief')
  })

  it('are seen by nobody else', async () => {
    const [ada, bob] = [await createPerson(), await createPerson()]
    await Promise.all([turnOnInsight(ada), turnOnInsight(bob)])
    await live(ada)
    const id = newId()
    await sayHow(ada, { id, note: 'Mine' })
    const reflection = { id: newId(), firstDay: '2026-11-01', lastDay: '2026-11-07', text: 'Mine' }
    await keepReflection(ada, reflection)
    const owner = { ...bob, workspaceId: ada.workspaceId, instanceRole: 'owner' as const }
    for (const other of [bob, owner]) {
      const view = await readInsights(other, 365)
      expect(view).toMatchObject({
        counts: { readings: 0, checkIns: 0 },
        reflections: [],
        topics: [],
        places: [],
      })
      expect((await exportInsights(other)).text.split('\r\n')).toHaveLength(2)
      await expect(sayHow(other, { id })).rejects.toMatchObject(notThere)
      await expect(removeCheckIn(other, { id })).rejects.toMatchObject(notThere)
      await expect(keepReflection(other, reflection)).rejects.toMatchObject(notThere)
      await expect(removeReflection(other, { id: reflection.id })).rejects.toMatchObject(notThere)
      await deleteInsights(other, { days: null })
    }
    expect((await getInsightSettings(ada)).counts).toMatchObject({
      readings: 20,
      checkIns: 1,
      reflections: 1,
    })
  })

  it('are deleted by days of the person’s zone, with what they taught', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    const [today] = await live(ctx)
    await sayHow(ctx)
    if (today) await correctReading(ctx, { ...today, said: ['sadness'] })
    expect((await findSetting(ctx)).bias.sadness).toBeGreaterThan(0)
    const { lastDay } = await readInsights(ctx, 30)
    await keepReflection(ctx, { id: newId(), firstDay: addDays(lastDay, -6), lastDay, text: 'A week' })
    expect(await deleteInsights(ctx, { days: { first: lastDay, last: lastDay } })).toEqual({
      readings: 1,
      checkIns: 1,
      reflections: 1,
    })
    expect((await findSetting(ctx)).bias).toEqual({})
    const last = addDays(lastDay, -1)
    expect(await deleteInsights(ctx, { days: { first: addDays(last, -4), last } })).toMatchObject({
      readings: 5,
    })
    expect(await deleteInsights(ctx, { days: null })).toMatchObject({ readings: 14 })
    expect((await readInsights(ctx, 365)).counts).toEqual({ readings: 0, checkIns: 0 })
  })

  it('leave as CSV in which a note is no formula', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    await live(ctx)
    await sayHow(ctx, { valence: -0.5, labels: ['sadness', 'fear'], note: '=HYPERLINK("x")' })
    const lines = (await exportInsights(ctx)).text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(22)
    expect(lines[0]).toMatch(/^at,kind,feelings,valence/)
    expect(lines[1]).toContain(',reading,joy,0.600,0.800,no,read,speaker,')
    expect(lines.at(-1)).toContain(
      `check-in,sadness fear,-0.500,1.000,yes,read,speaker,,,"'=HYPERLINK(""x"")"`,
    )
  })

  it('are kept of nobody who has turned it off; their own words go when they say so', async () => {
    const ctx = await createPerson()
    await expect(sayHow(ctx)).rejects.toMatchObject({ code: 'conflict' })
    await turnOnInsight(ctx)
    await live(ctx)
    await sayHow(ctx)
    await turnOffInsight(ctx, { withOwn: false })
    expect(await readInsights(ctx, 30)).toMatchObject({ isOn: false, counts: { readings: 0, checkIns: 1 } })
    await expect(writeReflection(ctx)).rejects.toMatchObject({ code: 'conflict' })
    await turnOnInsight(ctx)
    await turnOffInsight(ctx, { withOwn: true })
    expect((await getInsightSettings(ctx)).counts).toMatchObject({ checkIns: 0, reflections: 0 })
  })

  it('are looked back at by a model, a few times a day', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    await live(ctx)
    for (let i = 1; i < 20; i++) await assertWithinRate('sample', ctx.userId)
    model().script({ text: 'A week of two halves.' })
    expect(await writeReflection(ctx)).toMatchObject({ text: 'A week of two halves.' })
    await expect(writeReflection(ctx)).rejects.toMatchObject({ code: 'rate_limited' })
    expect(model().calls()).toHaveLength(1)
  })

  it('take only sensible input', () => {
    const input = (rest: object) =>
      checkInInput.safeParse({ id: newId(), valence: 0, labels: [], note: '', ...rest }).success
    expect(input({})).toBe(true)
    for (const bad of [
      { valence: 2 },
      { valence: Number.NaN },
      { labels: ['rage'] },
      { note: 'x'.repeat(501) },
    ])
      expect(input(bad)).toBe(false)
    const days = (first: string, last: string) => deletionInput.safeParse({ days: { first, last } }).success
    expect(days('2026-11-01', '2026-11-01')).toBe(true)
    expect(days('2026-11-02', '2026-11-01')).toBe(false)
    expect(days('2026-13-01', '2026-13-02')).toBe(false)
    expect(days('', '')).toBe(false)
  })
})
