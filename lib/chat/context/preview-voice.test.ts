import { expect, it } from 'vitest'
import { loadContext, openGuest } from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { GUEST_MESSAGES_A_DAY } from '@/lib/http/rate-limit'
import { createPerson, onAppDatabase, signIn } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { assertGuestMayAsk } from '../guest-limit'
import { sampleVoice } from './preview-voice'

onAppDatabase()
const model = onScriptedModel()

it('an answer to try is made with the wishes, twenty times a day, for each person', async () => {
  const [ctx, other] = [await createPerson(), await createPerson()]
  for (let i = 0; i < 20; i++)
    expect(await sampleVoice(ctx, { instructions: 'Speak of moonmoths.' })).toMatchObject({
      answer: expect.stringContaining('slept badly'),
    })
  expect(JSON.stringify(model().calls().at(-1)?.body)).toContain('moonmoths')
  await expect(sampleVoice(ctx, {})).rejects.toMatchObject({
    ...{ code: 'rate_limited', message: expect.stringMatching(/\d+ (seconds|minutes|hours)\.$/) },
  })
  expect(model().calls()).toHaveLength(20)
  await sampleVoice(other, {})
})

it('a guest who has asked enough for a day tries no answer either', async () => {
  const guest = await loadContext(await signIn(await openGuest({ timeZone: 'UTC', locale: 'en' })), newId())
  if (!guest) throw new Error('nobody is there')
  for (let i = 1; i < GUEST_MESSAGES_A_DAY; i++) await assertGuestMayAsk(guest)
  await sampleVoice(guest, {})
  await expect(sampleVoice(guest, {})).rejects.toMatchObject({
    ...{ code: 'rate_limited', message: expect.stringContaining('Sign up to go on') },
  })
  expect(model().calls()).toHaveLength(1)
})
