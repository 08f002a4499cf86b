import { afterEach, expect, test, vi } from 'vitest'
import { dismissToast, toast, toastStore } from './toast-store'

const titles = () => toastStore.read().map((entry) => entry.title)

afterEach(() => {
  vi.useRealTimers()
  for (const { id } of toastStore.read()) dismissToast(id)
})

test('shows at most three, the newest last, and tells who watches', () => {
  const listener = vi.fn()
  const stop = toastStore.subscribe(listener)
  const ids = ['one', 'two', 'three', 'four'].map((title) => toast({ title }))
  expect(titles()).toEqual(['two', 'three', 'four'])
  expect(listener).toHaveBeenCalledTimes(4)

  dismissToast(ids[1] ?? -1)
  expect(titles()).toEqual(['three', 'four'])
  dismissToast(-1)
  expect(titles()).toEqual(['three', 'four'])

  stop()
  toast({ title: 'five' })
  expect(listener).toHaveBeenCalledTimes(6)
})

test('what is read stays the same object until something changes', () => {
  expect(toastStore.read()).toBe(toastStore.read())
})

test('one with something to do goes after those without', () => {
  const action = { label: 'Undo', onSelect: () => {} }
  toast({ title: 'deleted', action })
  for (const title of ['one', 'two', 'three']) toast({ title })
  expect(titles()).toEqual(['deleted', 'two', 'three'])
  for (const title of ['moved', 'archived']) toast({ title, action })
  expect(titles()).toEqual(['deleted', 'moved', 'archived'])
  // The newest is always shown.
  toast({ title: 'refused' })
  expect(titles()).toEqual(['moved', 'archived', 'refused'])
})

test('one whose undo comes to an end stays until then, however many come', () => {
  const last = { label: 'Undo', onSelect: () => {}, ends: true }
  toast({ title: 'moved', action: { label: 'Undo', onSelect: () => {} } })
  for (const title of ['one', 'two', 'three', 'four']) toast({ title, action: last })
  expect(titles()).toEqual(['one', 'two', 'three', 'four'])
  toast({ title: 'copied' })
  toast({ title: 'refused' })
  expect(titles()).toEqual(['one', 'two', 'three', 'four', 'refused'])
})

test('one whose undo comes to an end goes then, whatever the pointer does', () => {
  vi.useFakeTimers()
  toast({ title: 'deleted', action: { label: 'Undo', onSelect: () => {}, ends: true } })
  toast({ title: 'moved', action: { label: 'Undo', onSelect: () => {} } })
  vi.advanceTimersByTime(9_900)
  expect(titles()).toEqual(['deleted', 'moved'])
  vi.advanceTimersByTime(200)
  expect(titles()).toEqual(['moved'])
})
