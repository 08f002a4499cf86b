import { beforeEach, describe, expect, test } from 'vitest'
import { editLast } from '../composer/edit-last'
import { fakeSession, idle, queued, said, stubStorage, texts, viewOf } from './fake-services.testing'

const Q1 = said('1'.repeat(24), 'user', 'First question')
const A1 = said('2'.repeat(24), 'assistant', 'First answer', { parentId: Q1.id })

beforeEach(stubStorage)

describe('a place far up', () => {
  const far = said('8'.repeat(24), 'user', 'Far up')
  const next = said('9'.repeat(24), 'assistant', 'Newer', { parentId: far.id })
  const part = { messages: [far], hasOlder: true, hasNewer: true }
  const showMessage = async () => ({ ok: true as const, data: part })
  const readNewer = async () => ({ messages: [next], hasOlder: true, hasNewer: false })

  test('is shown without what comes after it, marked, and read on from', async () => {
    const { session, setTruth } = fakeSession(viewOf([Q1, A1]), { showMessage, readNewer })
    setTruth(viewOf([far, next]))
    expect(await session.far.lead(far.id)).toBe('shown')
    expect(texts(session)).toEqual(['Far up'])
    const place = { messageId: far.id, is: 'found' }
    expect(session.state).toMatchObject({ hasOlder: true, hasNewer: true, place })
    await session.far.loadNewer()
    expect(texts(session)).toEqual(['Far up', 'Newer'])
    expect(session.state.hasNewer).toBe(false)
  })

  test('is not left when the page hears news, only by going to the end', async () => {
    const { session } = fakeSession(viewOf([Q1, A1]), { showMessage })
    await session.far.lead(far.id)
    await session.refresh()
    expect(texts(session)).toEqual(['Far up'])
    session.far.leaveThen()
    await expect.poll(() => texts(session)).toEqual(['First question', 'First answer'])
    expect(session.state).toMatchObject({ hasNewer: false, place: { messageId: A1.id, is: 'end' } })
  })

  test('is no parent for a new message: that goes to the end', async () => {
    const { session, replies } = fakeSession(viewOf([Q1, A1]), { showMessage })
    await session.far.lead(far.id)
    session.send('Next')
    await expect.poll(() => replies.length).toBe(1)
    expect(replies[0]?.input).toMatchObject({ parentId: A1.id, message: { text: 'Next' } })
  })

  test('is left by whoever changes their last message', async () => {
    const { session } = fakeSession(viewOf([Q1, A1]), { showMessage })
    await session.far.lead(far.id)
    editLast(session)
    await expect.poll(() => session.state.editing).toEqual({ messageId: Q1.id, text: 'First question' })
    expect(session.state).toMatchObject({ hasNewer: false, place: { messageId: Q1.id, is: 'edited' } })
  })

  test('stays when its end cannot be reached, and the message waits', async () => {
    const readConversation = () => Promise.reject(new Error('offline'))
    const { session } = fakeSession(viewOf([Q1, A1]), { showMessage, readConversation })
    await session.far.lead(far.id)
    session.send('Next')
    await expect.poll(() => session.state.newer).toBe('failed')
    expect(texts(session)).toEqual(['Far up'])
    expect(queued(session)).toEqual(['Next'])
  })

  test('waits for a reply that is being made', async () => {
    const { session, replies } = fakeSession(viewOf([Q1, A1]), { showMessage })
    session.send('one')
    await expect.poll(() => replies.length).toBe(1)
    expect(await session.far.lead(far.id)).toBe('busy')
    expect(await session.far.lead(A1.id)).toBe('shown')
  })

  test('is where an edited question begins a new end', async () => {
    const { session, refuse, replies } = fakeSession(viewOf([Q1, A1]), { showMessage })
    await session.far.lead(far.id)
    refuse({ status: 429, code: 'rate_limited' })
    session.edit(far.id, 'Other words')
    await idle(session)
    await expect.poll(() => session.state.hasNewer).toBe(true)
    session.edit(far.id, 'Other words')
    await expect.poll(() => replies.length).toBe(1)
    expect(session.state.hasNewer).toBe(false)
  })
})
