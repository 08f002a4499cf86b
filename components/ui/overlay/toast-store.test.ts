import { expect, test, vi } from 'vitest'
import { dismissToast, toast, toastStore } from './toast-store'

const titles = () => toastStore.read().map((entry) => entry.title)

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
