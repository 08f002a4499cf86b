import { expect, it, vi } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { createConversation } from '@/lib/chat/data'
import { newId } from '@/lib/core/ids'
import { connectProvider } from '@/lib/models/connections/connect'
import { updatePersonal } from '@/lib/models/defaults/model-settings'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import {
  changeInsight,
  countInsightUsers,
  getInsightState,
  turnOffInsight,
  turnOnInsight,
} from '../settings/manage-settings'
import { listen, settleReadings } from './make-reading'
import { getMessageInsight } from './show-reading'

vi.stubEnv('ALLOW_PRIVATE_NETWORKS', '1')
onAppDatabase()
const model = onScriptedModel()

const FINNISH = 'Olen tänään todella surullinen, koska koirani kuoli. "Älä itke", sanoi äiti.'
const SAD = { feelings: [{ label: 'sadness', probability: 0.9 }], perspective: 'speaker' }

async function prepare({ connected = true } = {}): Promise<Ctx> {
  const ctx = await createPerson()
  await turnOnInsight(ctx)
  if (!connected) return ctx
  const { id } = await connectProvider(ctx, {
    kind: 'compatible',
    name: 'Mine',
    apiKey: '',
    baseUrl: model().url,
  })
  await updatePersonal(ctx, { defaultModel: `${id}/scripted` })
  return ctx
}

async function say(ctx: Ctx, text = FINNISH) {
  const conversationId = newId()
  await createConversation(ctx, {
    _id: conversationId,
    title: 'x',
    model: null,
    leafId: null,
    folderId: null,
  })
  const messageId = newId()
  listen(ctx, conversationId, text).keep({ messageId, conversationId, at: new Date() })
  await settleReadings()
  return (await getMessageInsight(ctx, { conversationId, messageId })).reading
}

const answers = (answer: unknown) =>
  model().script({ mode: 'json', text: JSON.stringify(answer), times: 'always' })
const notSure = { status: 'not-sure', unsure: 'language', readBy: null }

it('a chat model reads other languages with the second consent alone', async () => {
  const ctx = await prepare()
  answers(SAD)
  expect(await say(ctx)).toMatchObject(notSure)
  expect(model().calls()).toEqual([])

  expect(await changeInsight(ctx, { otherLanguages: true })).toMatchObject({ otherLanguages: true })
  expect(await say(ctx)).toMatchObject({
    ...{ status: 'read', unsure: null, perspective: 'speaker', why: [], readBy: 'scripted' },
    labels: [{ label: 'sadness', probability: 0.9 }],
    ...{ valence: -0.9, confidence: 0.45 },
  })
  const [call] = model().calls()
  expect(call?.message).toContain('koirani kuoli')
  expect(call?.message).not.toContain('Älä itke')
  expect(await say(ctx, 'I am so sad that my dog died')).toMatchObject({ status: 'read', readBy: null })
  expect(model().calls()).toHaveLength(1)

  await changeInsight(ctx, { otherLanguages: false })
  expect(await say(ctx)).toMatchObject(notSure)
  await changeInsight(ctx, { otherLanguages: true })
  await turnOffInsight(ctx, { withOwn: false })
  expect(await getInsightState(ctx)).toMatchObject({ isOn: false, otherLanguages: false })
  await expect(changeInsight(ctx, { otherLanguages: true })).rejects.toMatchObject({ code: 'conflict' })
})

it('what a chat model answers that is no reading is none', async () => {
  const ctx = await prepare()
  await changeInsight(ctx, { otherLanguages: true })
  for (const answer of [
    { feelings: [{ label: 'doom', probability: 1 }], perspective: 'speaker' },
    { feelings: [{ label: 'joy', probability: 0.1 }], perspective: 'speaker' },
    { feelings: [], perspective: 'speaker' },
    'I will not',
  ]) {
    model().reset()
    answers(answer)
    expect(await say(ctx)).toMatchObject(notSure)
  }
  model().reset()
  model().script({ mode: 'json', failure: 'server_error', times: 'always' })
  expect(await say(ctx)).toMatchObject(notSure)
  model().reset()
  answers({ ...SAD, perspective: 'someone-else', feelings: [{ label: 'sadness', probability: 7 }] })
  expect(await say(ctx)).toMatchObject({ confidence: 0.25, labels: [{ label: 'sadness', probability: 1 }] })
})

it('without a connected chat model nothing is sent', async () => {
  const ctx = await prepare({ connected: false })
  await changeInsight(ctx, { otherLanguages: true })
  answers(SAD)
  expect(await say(ctx)).toMatchObject(notSure)
  expect(model().calls()).toEqual([])
})

it('who runs this Numina sees how many have it on, and nobody else does', async () => {
  const ctx = await createPerson()
  await expect(countInsightUsers(ctx)).rejects.toMatchObject({ code: 'forbidden' })
  const owner = { ...ctx, instanceRole: 'owner' as const, factorAt: new Date() }
  const before = await countInsightUsers(owner)
  await turnOnInsight(ctx)
  await turnOnInsight(ctx)
  expect(await countInsightUsers(owner)).toBe(before + 1)
  await turnOffInsight(ctx, { withOwn: false })
  expect(await countInsightUsers(owner)).toBe(before)
})
