import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { createConversation } from '@/lib/chat/data'
import { listConsents } from '@/lib/consents/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { readingOf } from '@/scripts/test/readings'
import { teamOf } from '@/scripts/test/team'
import { adviceFor, heed } from './adapt/advise'
import { findReading, purgeReadings, purgeReadingsOf, saveReading } from './data'
import { correctReading } from './reading/correct-reading'
import { listen, settleReadings } from './reading/make-reading'
import { getMessageInsight } from './reading/show-reading'
import { findSetting } from './settings/data'
import {
  changeInsight,
  changeInsightHere,
  getInsightSettings,
  getInsightState,
  turnOffInsight,
  turnOnInsight,
} from './settings/manage-settings'

onAppDatabase()

async function converse(ctx: Ctx): Promise<string> {
  const id = newId()
  await createConversation(ctx, { _id: id, title: 'x', model: null, leafId: null, folderId: null })
  return id
}

async function say(ctx: Ctx, conversationId: string, text = 'I am so sad that my dog died') {
  const messageId = newId()
  listen(ctx, conversationId, text).keep({ messageId, conversationId, at: new Date() })
  await settleReadings()
  return { conversationId, messageId }
}

const kept = ({ userId }: Ctx) =>
  driverCollection('emotionReadings').countDocuments({ userId: new ObjectId(userId) })
const notThere = { code: 'not_found' }

describe('reading', () => {
  it('begins with the consent and says what was read, how sure, and why', async () => {
    const ctx = await createPerson()
    const conversationId = await converse(ctx)
    await say(ctx, conversationId)
    expect(await kept(ctx)).toBe(0)

    expect(await turnOnInsight(ctx)).toMatchObject({ isOn: true, adapt: 'gently' })
    const ref = await say(ctx, conversationId)
    const { reading } = await getMessageInsight(ctx, ref)
    expect(reading).toMatchObject({ status: 'read', perspective: 'speaker', said: null })
    expect(reading?.labels[0]?.label).toBe('sadness')
    expect(reading?.why.map(({ word }) => word)).toContain('sad')
    expect(reading?.confidence).toBeGreaterThan(0.5)
    expect(reading?.alternatives).not.toContain('sadness')
    const about = await say(ctx, conversationId, 'I could not sleep, my boss gave me such a deadline')
    const { reading: another } = await getMessageInsight(ctx, about)
    expect(another?.topics.toSorted()).toEqual(['sleep', 'work'])
  })

  it('is not made while paused, nor where it is off, which takes along what was read there', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    const [here, there] = [await converse(ctx), await converse(ctx)]
    await changeInsight(ctx, { isPaused: true })
    await say(ctx, here)
    expect(await kept(ctx)).toBe(0)
    await changeInsight(ctx, { isPaused: false })
    await say(ctx, here)
    await say(ctx, there)
    expect(await kept(ctx)).toBe(2)
    await changeInsightHere(ctx, { conversationId: here, isOff: true })
    const ref = await say(ctx, here)
    expect(await kept(ctx)).toBe(1)
    expect(await getMessageInsight(ctx, ref)).toMatchObject({ reading: null, isOffHere: true, countHere: 0 })
    await changeInsightHere(ctx, { conversationId: here, isOff: false })
    await say(ctx, here)
    expect(await kept(ctx)).toBe(2)
  })

  it('keeps nothing that was being read when it was turned off', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    const conversationId = await converse(ctx)
    const begun = Array.from({ length: 5 }, () => listen(ctx, conversationId, 'I am so happy today'))
    await Promise.all(begun.map(({ reader }) => reader))
    for (const each of begun) each.keep({ messageId: newId(), conversationId, at: new Date() })
    await turnOffInsight(ctx, { withOwn: false })
    await settleReadings()
    expect(await kept(ctx)).toBe(0)
  })

  it('goes with the consent, the message and the conversation', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    const [one, two] = [await converse(ctx), await converse(ctx)]
    const ref = await say(ctx, one)
    await say(ctx, two)
    await say(ctx, two)
    await purgeReadings([{ id: ref.messageId, workspaceId: ctx.workspaceId }])
    expect(await kept(ctx)).toBe(2)
    await purgeReadingsOf([{ id: two, workspaceId: ctx.workspaceId }])
    expect(await kept(ctx)).toBe(0)

    const last = await say(ctx, one)
    await correctReading(ctx, { ...last, said: ['anger'] })
    expect((await findSetting(ctx)).bias.anger).toBeGreaterThan(0)
    expect((await getInsightSettings(ctx)).counts).toMatchObject({ readings: 1, corrections: 1 })
    expect(await turnOffInsight(ctx, { withOwn: false })).toMatchObject({
      isOn: false,
      counts: { readings: 0 },
    })
    expect((await findSetting(ctx)).bias).toEqual({})
    const { given, history } = await listConsents(ctx)
    expect(given.emotional_insight).toBeUndefined()
    expect(history[0]).toMatchObject({ kind: 'emotional_insight', withdrawnAt: expect.any(String) })
  })
})

it('all that was read of somebody goes with the consent, wherever they wrote', async () => {
  const { owner, members } = await teamOf(2)
  const [member] = members
  if (!member) throw new Error('nobody')
  const home = { ...member, ...member.home }
  await turnOnInsight(member)
  const ref = await say(home, await converse(home))
  await correctReading(home, { ...ref, said: ['anger'] })
  await say(member, await converse(member))
  await turnOnInsight(owner)
  await say(owner, await converse(owner))
  expect((await getInsightSettings(member)).counts).toMatchObject({ readings: 2, corrections: 1 })
  await turnOffInsight(member, { withOwn: true })
  expect([await kept(home), await kept(member), await kept(owner)]).toEqual([0, 0, 1])
  expect((await findSetting(home)).bias).toEqual({})
})

describe('a correction', () => {
  it('is kept, counts for the person alone, and can be taken back', async () => {
    const [ada, bob] = [await createPerson(), await createPerson()]
    await Promise.all([turnOnInsight(ada), turnOnInsight(bob)])
    const conversationId = await converse(ada)
    const refs = []
    for (let i = 0; i < 6; i++) refs.push(await say(ada, conversationId, 'I have a headache and no energy.'))
    for (const ref of refs) await correctReading(ada, { ...ref, said: ['sadness'] })
    const text = 'I have a headache and hardly any energy.'
    const hers = await say(ada, conversationId, text)
    const his = await say(bob, await converse(bob), text)
    const read = async (ctx: Ctx, ref: { conversationId: string; messageId: string }) =>
      (await getMessageInsight(ctx, ref)).reading
    const shown = (await read(ada, hers))?.labels.map(({ label }) => label)
    expect(shown).toContain('sadness')
    expect((await read(bob, his))?.labels.map(({ label }) => label)).not.toContain('sadness')
    expect((await findSetting(bob)).bias).toEqual({})

    for (const ref of refs) await correctReading(ada, { ...ref, said: null })
    expect((await findSetting(ada)).bias).toEqual({})
    expect((await read(ada, refs[0] ?? hers))?.said).toBeNull()
  })

  it('is about readings that are there and the caller’s', async () => {
    const [ada, bob] = [await createPerson(), await createPerson()]
    await Promise.all([turnOnInsight(ada), turnOnInsight(bob)])
    const ref = await say(ada, await converse(ada))
    await expect(correctReading(bob, { ...ref, said: ['joy'] })).rejects.toMatchObject(notThere)
    await expect(getMessageInsight(bob, ref)).rejects.toMatchObject(notThere)
    await expect(
      changeInsightHere(bob, { conversationId: ref.conversationId, isOff: true }),
    ).rejects.toMatchObject(notThere)
    const elsewhere = { ...ref, conversationId: await converse(ada) }
    await expect(correctReading(ada, { ...elsewhere, said: ['joy'] })).rejects.toMatchObject(notThere)
    expect(await findReading(bob, ref.conversationId, ref.messageId)).toBeNull()
    // An admin of the same workspace is somebody else, too.
    const admin = {
      ...bob,
      workspaceId: ada.workspaceId,
      role: 'owner' as const,
      instanceRole: 'owner' as const,
    }
    await expect(getMessageInsight(admin, ref)).rejects.toMatchObject(notThere)
    const guest = { ...ada, role: 'guest' as const }
    await expect(turnOnInsight(guest)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the assistant', () => {
  it('is told what fits, by the preference, from this conversation alone', async () => {
    const ctx = await createPerson()
    const [here, there] = [await converse(ctx), await converse(ctx)]
    await turnOnInsight(ctx)
    const { messageId } = await say(ctx, here)
    expect(await adviceFor(ctx, here)).toMatch(/may be feeling sadness \(\d+ %\)/)
    expect(await adviceFor(ctx, there)).toBeNull()
    await changeInsight(ctx, { adapt: 'strongly' })
    expect(await adviceFor(ctx, here)).toContain('Listen before you advise')
    await correctReading(ctx, { conversationId: here, messageId, said: ['relief'] })
    expect(await adviceFor(ctx, here)).toContain('has said that they feel: relief')
    await changeInsight(ctx, { adapt: 'never' })
    expect(await adviceFor(ctx, here)).toBeNull()
    await changeInsight(ctx, { adapt: 'gently', isPaused: true })
    expect(await adviceFor(ctx, here)).toBeNull()
  })

  it('hears of the message it answers, when that is read in time', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    const conversationId = await converse(ctx)
    const { reading } = readingOf('fear')
    const listening = listen(ctx, conversationId, null)
    expect(await heed(ctx, conversationId, listening)()).toBeNull()
    const heard = { ...listening, soFar: () => reading }
    expect(await heed(ctx, conversationId, heard)()).toContain('feeling fear (80 %)')
  })

  it('listens from the first message of a conversation that is not there yet', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    const listening = listen(ctx, newId(), 'I am so sad today')
    expect(await listening.reader).not.toBeNull()
    await expect.poll(() => listening.soFar()?.labels[0]?.label).toBe('sadness')
    expect(await kept(ctx)).toBe(0)
  })

  it('forgets a feeling after some hours', async () => {
    const ctx = await createPerson()
    await turnOnInsight(ctx)
    const conversationId = await converse(ctx)
    const at = new Date(Date.now() - 4 * 60 * 60_000)
    await saveReading(ctx, { conversationId, messageId: newId() }, readingOf('sadness', { at }))
    expect(await adviceFor(ctx, conversationId)).toBeNull()
    expect((await getInsightState(ctx)).isOn).toBe(true)
  })
})
