import { beforeEach, describe, expect, test } from 'vitest'
import { fakeSession, idle, queued, said, stubStorage, texts, viewOf } from './fake-services.testing'

const Q1 = said('1'.repeat(24), 'user', 'First question')
const A1 = said('2'.repeat(24), 'assistant', 'First answer', { parentId: Q1.id })
const A2 = 'a'.repeat(24)

beforeEach(stubStorage)

describe('a refusal', () => {
  test('takes the message back to wait, and says why', async () => {
    const { session, refuse } = fakeSession(viewOf([Q1, A1]))
    refuse({ status: 429, code: 'rate_limited', retryAfter: 30 })
    session.send('Too quick')
    await idle(session)
    expect(texts(session)).toEqual(['First question', 'First answer'])
    expect(queued(session)).toEqual(['Too quick'])
    expect(session.state.refusal).toMatchObject({ code: 'rate_limited', retryAfter: 30 })
  })

  test('sending again uses the same id, so that nothing can double', async () => {
    const { session, refuse, requests } = fakeSession(viewOf([]))
    refuse({ status: 429, code: 'rate_limited' })
    session.send('Again')
    await idle(session)
    session.sendNext()
    await expect.poll(() => requests.length).toBe(2)
    expect(requests[1]?.body).toEqual(requests[0]?.body)
  })

  test('of the first message leaves the conversation new', async () => {
    const { session, refuse } = fakeSession(null)
    refuse({ status: 422, code: 'invalid_input' })
    session.send('Hello')
    await idle(session)
    expect(session.state).toMatchObject({ phase: 'new', queue: [{ text: 'Hello' }] })
  })

  test('because another window was quicker shows its reply, then sends', async () => {
    const { session, refuse, replies, setTruth } = fakeSession(viewOf([Q1, A1]))
    const theirs = said('7'.repeat(24), 'user', 'From the other window', { parentId: A1.id })
    setTruth(viewOf([Q1, A1, theirs], { runningGenerationId: 'b'.repeat(24) }))
    refuse({ status: 409, code: 'conflict' })
    session.send('Mine')
    await expect.poll(() => replies.length).toBe(1)
    expect(replies[0]?.input).toBe(null)
    replies[0]?.begin(A2, 'Their answer')
    replies[0]?.end()
    await expect.poll(() => replies.length).toBe(2)
    expect(replies[1]?.input).toMatchObject({ message: { text: 'Mine' }, parentId: A2 })
    expect(texts(session).slice(2)).toEqual(['From the other window', 'Their answer', 'Mine'])
  })

  test('of another answer brings the old one back', async () => {
    const { session, refuse } = fakeSession(viewOf([Q1, A1]))
    refuse({ status: 429, code: 'rate_limited' })
    session.regenerate(Q1.id)
    await expect.poll(() => texts(session)).toEqual(['First question'])
    await idle(session)
    expect(texts(session)).toEqual(['First question', 'First answer'])
  })

  test('of an edit opens the editor again with the new words', async () => {
    const { session, refuse } = fakeSession(viewOf([Q1, A1]))
    refuse({ status: 429, code: 'rate_limited' })
    session.edit(Q1.id, 'Other words')
    await idle(session)
    expect(texts(session)).toEqual(['First question', 'First answer'])
    expect(session.state.editing).toEqual({ messageId: Q1.id, text: 'Other words' })
  })
})

describe('trying again after a refusal', () => {
  const limited = { status: 429, code: 'rate_limited' }

  test('asks for another answer with the same wishes', async () => {
    const { session, refuse, requests } = fakeSession(viewOf([Q1, A1]))
    refuse(limited)
    session.regenerate(Q1.id, { hint: 'shorter' })
    await expect.poll(() => session.state.refusal).not.toBe(null)
    session.tryAgain()
    await expect.poll(() => requests.length).toBe(2)
    const again = { trigger: 'regenerate', parentId: Q1.id, hint: 'shorter' }
    expect(requests[1]?.body).toMatchObject(again)
  })

  test('asks for the rest of a reply', async () => {
    const cut = said(A1.id, 'assistant', 'Half', { parentId: Q1.id, status: 'stopped' })
    const { session, refuse, requests } = fakeSession(viewOf([Q1, cut]))
    refuse(limited)
    session.continueReply(cut)
    await expect.poll(() => session.state.refusal).not.toBe(null)
    session.tryAgain()
    await expect.poll(() => requests.length).toBe(2)
    expect(requests[1]?.body).toMatchObject({ trigger: 'continue', parentId: A1.id })
  })

  test('sends an edit, unless that was left', async () => {
    const { session, refuse, requests } = fakeSession(viewOf([Q1, A1]))
    refuse(limited, limited)
    session.edit(Q1.id, 'Other words')
    await expect.poll(() => session.state.refusal).not.toBe(null)
    session.tryAgain()
    await expect.poll(() => requests.length).toBe(2)
    expect(requests[1]?.body).toMatchObject({ trigger: 'send', message: { text: 'Other words' } })
    await idle(session)
    session.stopEditing()
    session.tryAgain()
    await idle(session)
    expect(requests.length).toBe(2)
  })

  test('goes to the version that was chosen', async () => {
    const asked: string[] = []
    const error = { code: 'internal' as const, message: 'No', requestId: 'r' }
    const selectMessage = async ({ messageId }: { messageId: string }) => {
      asked.push(messageId)
      return { ok: false as const, error }
    }
    const { session } = fakeSession(viewOf([Q1, A1]), { selectMessage })
    await session.select(A2)
    session.tryAgain()
    expect(asked).toEqual([A2, A2])
  })

  test('does not repeat what a later refusal is not about', async () => {
    const { session, refuse, requests } = fakeSession(viewOf([Q1, A1]))
    refuse(limited, limited)
    session.regenerate(Q1.id)
    await expect.poll(() => session.state.refusal).not.toBe(null)
    session.send('Next')
    await idle(session)
    session.tryAgain()
    await expect.poll(() => requests.length).toBe(3)
    expect(requests[2]?.body).toMatchObject({ trigger: 'send', message: { text: 'Next' } })
  })

  test('puts away a refusal of a temporary conversation that nothing can repeat', () => {
    const { session } = fakeSession('temporary')
    session.store.patch({ refusal: { code: 'internal', message: 'No', requestId: 'r' } })
    session.tryAgain()
    expect(session.state.refusal).toBe(null)
  })
})
