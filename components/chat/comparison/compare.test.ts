import { beforeEach, expect, test, vi } from 'vitest'
import type { ChatMessage } from '@/lib/chat/schema'
import type { ConversationSession } from '../session/conversation-session'
import { fakeSession, ID, said, viewOf } from '../session/fake-services.testing'
import { compareWith, keepAnswer, stopFirst } from './compare'

const Q1 = said('1'.repeat(24), 'user', 'Which?')
const A1 = said('2'.repeat(24), 'assistant', 'First', { parentId: Q1.id, model: 'local/one' })
const FIRST = 'a'.repeat(24)

const words = (message: ChatMessage | undefined) =>
  message?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
const second = ({ state }: ConversationSession) => words(state.comparison?.chat.lastMessage)

beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => undefined,
    removeItem: () => undefined,
  })
})

test('a question goes to two models, and both answers come at once', async () => {
  const { session, replies, stops } = fakeSession(viewOf([]))
  session.store.patch({ second: 'local/two' })
  session.send('Which?')
  await expect.poll(() => replies.length).toBe(2)
  const [first, other] = replies.map(({ input }) => input)
  expect(other).toMatchObject({ trigger: 'regenerate', model: 'local/two' })
  expect(other).toHaveProperty('besideId', (first as { replyId: string }).replyId)
  expect(session.state.second).toBe(null)
  const replyId = session.state.comparison?.replyId ?? ''
  replies[0]?.begin(FIRST, 'One')
  replies[1]?.begin(replyId, 'Two')
  await expect.poll(() => second(session)).toBe('Two')
  await expect.poll(() => words(session.chat.lastMessage)).toBe('One')

  stopFirst(session)
  void session.state.comparison?.stop()
  expect(stops).toEqual([FIRST, replyId])
  replies[0]?.end('stopped')
  await expect.poll(() => session.state.busy).toBe(false)
  expect(session.state.comparison?.store.read().running).toBe(true)
})

test('what is sent before one is kept waits, and goes on with the one that is kept', async () => {
  const kept = said('7'.repeat(24), 'assistant', 'Second', { parentId: Q1.id, siblingIds: [A1.id, '7'] })
  const selectMessage = vi.fn(async () => ({
    ok: true as const,
    data: { messages: [Q1, kept], hasOlder: false },
  }))
  const { session, replies } = fakeSession(viewOf([Q1, A1]), { selectMessage })
  compareWith(session, A1, 'local/two')
  await expect.poll(() => replies.length).toBe(1)
  const replyId = session.state.comparison?.replyId ?? ''
  replies[0]?.begin(replyId, 'Second')
  replies[0]?.end()
  session.send('Go on')
  session.regenerate(Q1.id)
  expect(session.state.queue).toHaveLength(1)
  await keepAnswer(session, 'second')
  expect(selectMessage).toHaveBeenCalledWith({ id: ID, messageId: replyId })
  expect(session.state.comparison).toBe(null)
  await expect.poll(() => replies.length).toBe(2)
  expect(replies[1]?.input).toMatchObject({ trigger: 'send', parentId: kept.id })
})

test('nothing goes on with one whose choice was not stored, and both can still be kept', async () => {
  const error = { code: 'unavailable' as const, message: 'Not reached.', requestId: '' }
  const selectMessage = vi.fn(async () => ({ ok: false as const, error }))
  const other = said('7'.repeat(24), 'assistant', 'Second', { parentId: Q1.id, siblingIds: [A1.id, '7'] })
  const comparison = { replyId: other.id, model: 'local/two', generationId: null, message: other }
  const view = viewOf([Q1, A1], { comparison })
  const { session, replies } = fakeSession(view, { selectMessage })
  session.begin(view)
  session.send('Go on')
  await keepAnswer(session, 'second')
  expect(session.state).toMatchObject({ refusal: error, queue: [{ text: 'Go on' }] })
  expect(second(session)).toBe('Second')
  expect(replies).toEqual([])
})

test('a second model that is refused leaves the first answer, and says why', async () => {
  const { session, refuse } = fakeSession(viewOf([Q1, A1]))
  refuse({ status: 429, code: 'rate_limited' })
  compareWith(session, A1, 'local/two')
  await expect.poll(() => session.state.comparison?.store.read().refusal?.code).toBe('rate_limited')
  expect(words(session.chat.lastMessage)).toBe('First')
})

test('a reload goes on with both', async () => {
  const comparison = {
    replyId: '7'.repeat(24),
    model: 'local/two',
    generationId: 'e'.repeat(24),
    message: null,
  }
  const view = viewOf([Q1], { runningGenerationId: 'b'.repeat(24), comparison })
  const { session, replies } = fakeSession(view)
  session.begin(view)
  session.begin(view)
  await expect.poll(() => replies.length).toBe(2)
  replies[0]?.begin(FIRST, 'One')
  replies[1]?.begin(comparison.replyId, 'Two')
  await expect.poll(() => [words(session.chat.lastMessage), second(session)]).toEqual(['One', 'Two'])
})

test('one that is settled does not come back with what the server said a moment before', async () => {
  const other = said('7'.repeat(24), 'assistant', 'Second', { parentId: Q1.id, siblingIds: [A1.id, '7'] })
  const comparison = { replyId: other.id, model: 'local/two', generationId: null, message: other }
  const view = viewOf([Q1, A1], { comparison })
  const selectMessage = vi.fn(async () => ({
    ok: true as const,
    data: { messages: [Q1, other], hasOlder: false },
  }))
  const { session } = fakeSession(view, { selectMessage })
  session.begin(view)
  expect(second(session)).toBe('Second')
  await keepAnswer(session, 'second')
  session.adopt(view)
  expect(session.state.comparison).toBe(null)
})
