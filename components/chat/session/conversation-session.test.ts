import { beforeEach, describe, expect, test } from 'vitest'
import type { ConversationView } from '@/lib/chat/schema'
import { Refusal } from '../transport/refusal'
import {
  fakeSession,
  ID,
  idle,
  NOW,
  OWNER,
  queued,
  said,
  stubStorage,
  texts,
  viewOf,
} from './fake-services.testing'

const Q1 = said('1'.repeat(24), 'user', 'First question')
const A1 = said('2'.repeat(24), 'assistant', 'First answer', { parentId: Q1.id })
const A2 = 'a'.repeat(24)

beforeEach(stubStorage)

describe('sending', () => {
  test('shows the message at once, then the reply, under the last message', async () => {
    const { session, replies } = fakeSession(viewOf([Q1, A1]))
    session.send('Second question')
    expect(texts(session)).toEqual(['First question', 'First answer', 'Second question'])
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'Second answer')
    replies[0]?.end()
    await idle(session)
    expect(texts(session).at(-1)).toBe('Second answer')
    expect(replies[0]?.input).toMatchObject({ trigger: 'send', parentId: A1.id })
  })

  test('the first message of a conversation makes it exist once the server has it', async () => {
    const { session, replies } = fakeSession(null)
    session.store.patch({ model: 'local/small' })
    session.send('Hello there\nand more')
    expect(session.state).toMatchObject({ phase: 'new', title: 'Hello there' })
    await expect.poll(() => session.state.phase).toBe('ready')
    expect(replies[0]?.input).toMatchObject({ parentId: null, model: 'local/small' })
  })

  test('keeps the message in storage until the server has it', async () => {
    const { session, replies } = fakeSession(viewOf([]))
    const stored = () => localStorage.getItem(`numina:unsent:${OWNER}:queue:${ID}`)
    session.send('Precious')
    expect(stored()).toContain('Precious')
    await expect.poll(() => replies.length).toBe(1)
    await expect.poll(stored).toBe(null)
  })

  test('twice while a reply is made lines the second up, and sends it at the end', async () => {
    const { session, replies } = fakeSession(viewOf([]))
    session.send('one')
    session.send('two')
    session.send('three')
    expect(queued(session)).toEqual(['two', 'three'])
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'reply')
    replies[0]?.end()
    await expect.poll(() => replies.length).toBe(2)
    expect(replies[1]?.input).toMatchObject({ message: { text: 'two' }, parentId: A2 })
    expect(queued(session)).toEqual(['three'])
  })

  test.each(['stopped', 'failed', 'interrupted'] as const)(
    'what waits stays when the reply was %s',
    async (status) => {
      const { session, replies } = fakeSession(viewOf([]))
      session.send('one')
      session.send('two')
      await expect.poll(() => replies.length).toBe(1)
      replies[0]?.begin(A2, 'rep')
      replies[0]?.end(status)
      await idle(session)
      expect(queued(session)).toEqual(['two'])
      session.sendNext()
      await expect.poll(() => replies.length).toBe(2)
    },
  )

  test('what waits stays when the conversation was deleted elsewhere, which is noticed at once', async () => {
    const isGone = new Refusal(404, { code: 'not_found', message: 'It is gone.', requestId: 'r' })
    const { session, replies } = fakeSession(viewOf([]), { readConversation: () => Promise.reject(isGone) })
    session.send('one')
    session.send('two')
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'rep')
    // What the deletion's sign leads to.
    await session.refresh()
    replies[0]?.end('stopped')
    await expect.poll(() => session.state.phase).toBe('gone')
    expect(queued(session)).toEqual(['two'])
  })

  test('what waits can be changed and withdrawn', () => {
    const { session } = fakeSession(viewOf([]))
    session.send('one')
    session.send('two')
    session.send('three')
    const [two, three] = session.state.queue
    session.outbox.edit(two?.id ?? '', 'two, but better')
    session.outbox.edit(three?.id ?? '', '  ')
    expect(queued(session)).toEqual(['two, but better'])
  })

  test.each([
    ['changed', 'two, but better', 'two, but better'],
    ['left as it was', 'two', 'two'],
    ['withdrawn', '', 'three'],
  ])('what is being changed when its turn comes is sent once it is %s', async (_, text, sent) => {
    const { session, replies } = fakeSession(viewOf([]))
    session.send('one')
    session.send('two')
    session.send('three')
    const id = session.state.queue[0]?.id ?? ''
    const endChange = session.changeWaiting(id)
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'reply')
    replies[0]?.end()
    await idle(session)
    expect(queued(session)).toEqual(['two', 'three'])
    session.outbox.edit(id, text)
    endChange()
    await expect.poll(() => replies.length).toBe(2)
    expect(replies[1]?.input).toMatchObject({ message: { text: sent }, parentId: A2 })
  })

  test('changing what waits sends nothing whose turn has not come', async () => {
    const { session, replies } = fakeSession(viewOf([]))
    session.send('one')
    session.send('two')
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'rep')
    replies[0]?.end('stopped')
    await idle(session)
    session.changeWaiting(session.state.queue[0]?.id ?? '')()
    expect(queued(session)).toEqual(['two'])
  })
})

describe('versions', () => {
  test('another answer knows the one before', async () => {
    const { session, replies } = fakeSession(viewOf([Q1, A1]))
    session.regenerate(Q1.id, { hint: 'shorter' })
    await expect.poll(() => replies.length).toBe(1)
    expect(replies[0]?.input).toMatchObject({ trigger: 'regenerate', parentId: Q1.id, hint: 'shorter' })
    replies[0]?.begin(A2, 'Short')
    replies[0]?.end()
    await idle(session)
    expect(session.chat.messages.at(-1)?.metadata?.siblingIds).toEqual([A1.id, A2])
  })

  test('a failure without text is not a version to go back to', async () => {
    const failed = { ...said(A1.id, 'assistant', '', { parentId: Q1.id, status: 'failed' }), parts: [] }
    const { session, replies } = fakeSession(viewOf([Q1, failed]))
    session.regenerate(Q1.id)
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'Now it works')
    replies[0]?.end()
    await idle(session)
    expect(session.chat.messages.at(-1)?.metadata?.siblingIds).toBeUndefined()
  })

  test('an edited question is a version beside the old one, with the same parent', async () => {
    const Q2 = said('3'.repeat(24), 'user', 'Second', { parentId: A1.id })
    const { session, replies } = fakeSession(
      viewOf([Q1, A1, Q2, said('4'.repeat(24), 'assistant', 'x', { parentId: Q2.id })]),
    )
    session.edit(Q2.id, 'Second, better')
    expect(texts(session)).toEqual(['First question', 'First answer', 'Second, better'])
    await expect.poll(() => replies.length).toBe(1)
    expect(replies[0]?.input).toMatchObject({
      trigger: 'send',
      parentId: A1.id,
      message: { text: 'Second, better' },
    })
    const { id, metadata } = session.chat.messages[2] ?? {}
    expect(metadata?.siblingIds).toEqual([Q2.id, id])
  })

  test('words of an edit that is scrolled away from are kept, and those of one that is over are not', () => {
    const { session } = fakeSession(viewOf([Q1, A1]))
    session.startEditing(Q1.id, 'First question')
    session.leaveEditing(Q1.id, 'Half a')
    expect(session.state.editing).toEqual({ messageId: Q1.id, text: 'Half a', isLeft: true })
    session.startEditing(Q1.id, 'First question')
    expect(session.state.editing).toEqual({ messageId: Q1.id, text: 'Half a' })
    session.stopEditing()
    session.leaveEditing(Q1.id, 'Half a')
    expect(session.state.editing).toBe(null)
  })

  test('going to another one shows its branch and keeps what leads to it', async () => {
    const other = said('8'.repeat(24), 'assistant', 'Other answer', { parentId: Q1.id })
    const selectMessage = async () => ({ ok: true as const, data: { messages: [other], hasOlder: true } })
    const { session } = fakeSession(viewOf([Q1, A1]), { selectMessage })
    await session.select(other.id)
    expect(texts(session)).toEqual(['First question', 'Other answer'])
    expect(session.state.hasOlder).toBe(false)
  })

  test('what was read before another one was chosen does not bring the first back', async () => {
    const other = said('8'.repeat(24), 'assistant', 'Other answer', { parentId: Q1.id })
    const selectMessage = async () => ({ ok: true as const, data: { messages: [other], hasOlder: false } })
    let answer: (view: ConversationView) => void = () => undefined
    const readConversation = () => new Promise<ConversationView>((resolve) => (answer = resolve))
    const { session } = fakeSession(viewOf([Q1, A1]), { selectMessage, readConversation })
    const refreshed = session.refresh()
    await session.select(other.id)
    answer(viewOf([Q1, A1]))
    await refreshed
    expect(texts(session)).toEqual(['First question', 'Other answer'])
  })
})

describe('continuing', () => {
  test('holds what is there until the stream has it again', async () => {
    const cut = said(A1.id, 'assistant', 'Half an ans', {
      parentId: Q1.id,
      status: 'stopped',
      siblingIds: ['x', A1.id],
    })
    const { session, replies } = fakeSession(viewOf([Q1, cut]))
    session.continueReply(cut)
    expect(session.state.held).toBe(cut)
    await expect.poll(() => replies.length).toBe(1)
    expect(replies[0]?.input).toMatchObject({ trigger: 'continue', parentId: A1.id })
    replies[0]?.begin(A1.id, 'Half an answer')
    replies[0]?.end()
    await idle(session)
    expect(texts(session)).toEqual(['First question', 'Half an answer'])
    expect(session.state.held).toBe(null)
    expect(session.chat.messages.at(-1)?.metadata?.siblingIds).toEqual(['x', A1.id])
  })
})

describe('stopping', () => {
  test('asks the server, and keeps what is there', async () => {
    const { session, replies, stops } = fakeSession(viewOf([]))
    session.send('one')
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'Half')
    await expect.poll(() => texts(session).at(-1)).toBe('Half')
    session.stop()
    session.stop()
    expect(stops).toEqual([ID])
    replies[0]?.end('stopped')
    await idle(session)
    expect(texts(session)).toEqual(['one', 'Half'])
    expect(session.state.stopping).toBe(false)
  })

  test('before the server has answered waits for the answer', async () => {
    const { session, replies, stops } = fakeSession(viewOf([]))
    session.send('one')
    session.stop()
    expect(stops).toEqual([])
    await expect.poll(() => replies.length).toBe(1)
    await expect.poll(() => stops).toEqual([ID])
  })
})

describe('coming back', () => {
  test('to a reply that is being made reads it from its beginning', async () => {
    const view = viewOf([Q1], { runningGenerationId: 'b'.repeat(24) })
    const { session, replies } = fakeSession(view)
    expect(session.state.busy).toBe(true)
    session.adopt(view)
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'Still going')
    replies[0]?.end()
    await idle(session)
    expect(texts(session)).toEqual(['First question', 'Still going'])
  })

  test('does not draw again what has not changed, and keeps older pages', async () => {
    const { session, setTruth } = fakeSession(viewOf([Q1, A1]))
    const [before] = session.chat.messages
    setTruth(
      viewOf([{ ...A1 }, said('9'.repeat(24), 'user', 'New', { parentId: A1.id })], { hasOlder: true }),
    )
    await session.refresh()
    expect(texts(session)).toEqual(['First question', 'First answer', 'New'])
    expect(session.chat.messages[0]).toBe(before)
    expect(session.chat.messages[1]).toBe(A1)
    expect(session.state.hasOlder).toBe(false)
  })

  test('to a conversation that is still being read sends what was written meanwhile, in its place', async () => {
    const { session, replies, setTruth } = fakeSession('unread')
    session.send('Quick')
    expect(session.state).toMatchObject({ phase: 'loading', queue: [{ text: 'Quick' }] })
    setTruth(viewOf([Q1, A1]))
    await session.refresh()
    await expect.poll(() => replies.length).toBe(1)
    expect(replies[0]?.input).toMatchObject({ parentId: A1.id, message: { text: 'Quick' } })
  })

  test('does not bring back what the server said before the last message', async () => {
    let answer: (view: ConversationView) => void = () => undefined
    const readConversation = () => new Promise<ConversationView>((resolve) => (answer = resolve))
    const { session, replies } = fakeSession(viewOf([Q1, A1]), { readConversation })
    const refreshed = session.refresh()
    session.send('one')
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'reply')
    replies[0]?.end()
    await idle(session)
    answer(viewOf([Q1, A1]))
    await refreshed
    expect(texts(session)).toEqual(['First question', 'First answer', 'one', 'reply'])
  })

  test('follows a reply that another window makes, and reads nothing for its own', async () => {
    const { session, replies, setTruth, reads } = fakeSession(viewOf([Q1, A1]))
    setTruth(viewOf([Q1, A1], { runningGenerationId: 'b'.repeat(24) }))
    session.hearReply({ replyId: A1.id, state: 'ended' })
    expect(reads()).toBe(0)
    session.hearReply({ replyId: A2, state: 'started' })
    await expect.poll(() => replies.length).toBe(1)
    session.hearReply({ replyId: A2, state: 'started' })
    replies[0]?.begin(A2, 'From elsewhere')
    replies[0]?.end()
    await idle(session)
    session.hearReply({ replyId: A2, state: 'ended' })
    expect(texts(session).at(-1)).toBe('From elsewhere')
    expect(reads()).toBe(1)
  })

  test('reads what was made elsewhere while a reply was on screen, once that has ended', async () => {
    const { session, replies, setTruth, reads } = fakeSession(viewOf([Q1, A1]))
    session.send('mine')
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'reply')
    session.hearReply({ replyId: 'e'.repeat(24), state: 'started' })
    expect(reads()).toBe(0)
    setTruth(viewOf([Q1, A1, said('e'.repeat(24), 'assistant', 'theirs')]))
    replies[0]?.end()
    await expect.poll(() => texts(session).at(-1)).toBe('theirs')
  })

  test('finds it gone when the server says so', async () => {
    const readConversation = () =>
      Promise.reject(new Refusal(404, { code: 'not_found', message: 'gone', requestId: 'r' }))
    const { session } = fakeSession('unread', { readConversation })
    await session.refresh()
    expect(session.state.phase).toBe('gone')
  })

  test('a reply whose connection is given up keeps its text and can be picked up again', async () => {
    const { session, replies, refuse, setTruth } = fakeSession(viewOf([Q1, A1]))
    session.send('one')
    await expect.poll(() => replies.length).toBe(1)
    replies[0]?.begin(A2, 'Half')
    await expect.poll(() => texts(session).at(-1)).toBe('Half')
    refuse({ status: 401, code: 'unauthenticated' })
    replies[0]?.break(new TypeError('network error'))
    await idle(session)
    expect(texts(session).slice(2)).toEqual(['one', 'Half'])
    expect(session.state.refusal?.code).toBe('unauthenticated')
    const one = session.chat.messages[2]
    if (!one) throw new Error('the message is gone')
    const whole = said(A2, 'assistant', 'Half and whole', { parentId: one.id, createdAt: NOW })
    setTruth(viewOf([Q1, A1, one, whole]))
    await session.refresh()
    expect(texts(session).at(-1)).toBe('Half and whole')
    expect(session.state.refusal).toBe(null)
  })
})
