import { beforeEach, expect, test, vi } from 'vitest'
import { forgetUnsent, readDraft, readQueue, saveDraft, saveQueue, unsentConversations } from './storage'

const [ADA, BOB] = ['a'.repeat(24), 'b'.repeat(24)]
const [HOME, TEAM] = ['1'.repeat(24), '2'.repeat(24)]
const ID = 'c'.repeat(24)
const OWNER = `${ADA}:${HOME}`

/** Its items are its keys, as those of a browser's storage. */
class FakeStorage {
  readonly [name: string]: unknown
  getItem(name: string) {
    return this[name] ?? null
  }
  setItem(name: string, value: string) {
    Object.assign(this, { [name]: value })
  }
  removeItem(name: string) {
    Reflect.deleteProperty(this, name)
  }
}

beforeEach(() => vi.stubGlobal('localStorage', new FakeStorage()))

test.each([
  ['in another workspace', `${ADA}:${TEAM}`],
  ['by another person', `${BOB}:${HOME}`],
])('what waits and what is being typed is not found %s, and is there on coming back', (_, other) => {
  const draft = { text: 'Half a thought', base: null, isUnsaved: true }
  saveDraft(OWNER, 'new', draft)
  saveQueue(OWNER, `new:${ID}`, [{ id: 'm', text: 'Private' }])
  expect(readDraft(other, 'new').text).toBe('')
  expect(readQueue(other, `new:${ID}`)).toEqual([])
  expect(unsentConversations(other)).toEqual([])

  saveDraft(other, 'new', { ...draft, text: 'Something else' })
  expect(readDraft(OWNER, 'new')).toEqual(draft)
  expect(unsentConversations(OWNER)).toEqual([ID])
  expect(readQueue(OWNER, `new:${ID}`)).toEqual([{ id: 'm', text: 'Private' }])
})

test('nothing of anybody is left after signing out', () => {
  saveQueue(OWNER, ID, [{ id: 'm', text: 'Private' }])
  saveQueue(`${BOB}:${HOME}`, ID, [{ id: 'm', text: 'Private' }])
  forgetUnsent()
  expect(Object.keys(localStorage)).toEqual([])
})
