import { beforeEach, expect, test, vi } from 'vitest'
import { callAction } from './call-action'
import { ownHeaders, setPerson } from './person'

const [ADA, BOB] = ['a'.repeat(24), 'b'.repeat(24)]
const items = new Map<string, string>()

beforeEach(() => {
  items.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  })
})

test('nothing is done in the name of somebody who signed in after this page was made', async () => {
  const action = vi.fn(async () => ({ ok: true as const, data: 1 }))
  setPerson(ADA)
  expect(await callAction(action)).toEqual({ ok: true, data: 1 })
  expect(ownHeaders({ accept: '*/*' })).toEqual({ accept: '*/*', 'x-numina-person': ADA })

  items.set('numina:person', BOB)
  expect(await callAction(action)).toMatchObject({ ok: false, error: { code: 'unauthenticated' } })
  expect(action).toHaveBeenCalledTimes(1)

  // The same window, taken over by a page of the other.
  setPerson(BOB)
  expect(await callAction(action)).toMatchObject({ ok: true })
})

test('without storage, and where nobody is known, actions are called', async () => {
  vi.stubGlobal('localStorage', undefined)
  setPerson(ADA)
  expect(await callAction(async () => ({ ok: true, data: 2 }))).toEqual({ ok: true, data: 2 })
})
