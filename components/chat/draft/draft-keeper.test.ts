import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DraftDto, SavedDraft } from '@/lib/drafts/schema'
import type { LocalDraft } from '../session/storage'
import { DraftKeeper, type DraftServices } from './draft-keeper'

/** The rules of lib/drafts/keep-draft.ts, in memory. */
class FakeServer {
  draft: DraftDto | null = null
  saves: string[] = []
  isDown = false
  /** Does what it is asked, and nobody hears of it. */
  isMute = false
  /** Until when what was read is on its way. */
  arrival: Promise<void> | undefined
  /** Until when the answer to what was saved is on its way. */
  answer: Promise<void> | undefined
  private count = 0

  save(text: string, base: string | null): SavedDraft {
    if (this.isDown) throw new Error('no network')
    this.saves.push(text)
    const standing = this.draft
    const isRefused = standing && standing.version !== base && standing.text !== text
    if (!isRefused) this.draft = text === '' ? null : { text, version: `v${++this.count}` }
    if (this.isMute) throw new Error('the connection broke')
    return { saved: !isRefused, draft: this.draft }
  }
}

const NOTHING: LocalDraft = { text: '', base: null, isUnsaved: false }
let server: FakeServer

/** A browser with one field; `open` loads its page (again). */
function browser() {
  const stored = new Map<string, LocalDraft>()
  const services: DraftServices = {
    readLocal: (key) => stored.get(key) ?? NOTHING,
    saveLocal: (key, draft) => void stored.set(key, draft),
    read: async () => {
      if (server.isDown) throw new Error('no network')
      const { draft } = server
      await server.arrival
      return draft
    },
    save: async (_key, text, base) => {
      const saved = server.save(text, base)
      await server.answer
      return saved
    },
  }
  const field = { text: '' }
  return {
    field,
    stored,
    async open(typed = '') {
      field.text = typed
      const show = (text: string) => {
        field.text = text
      }
      const keeper = new DraftKeeper('new', typed, { services, show, maxChars: 100 })
      const looked = keeper.look()
      if (!server.arrival) await looked
      return {
        keeper,
        looked,
        type: async (text: string) => {
          field.text = text
          keeper.note(text)
          await vi.advanceTimersByTimeAsync(2_000)
        },
        clear: async () => {
          field.text = ''
          keeper.clear()
          await vi.advanceTimersByTimeAsync(0)
        },
      }
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  server = new FakeServer()
})
afterEach(() => vi.useRealTimers())

it('goes along to another device, which shows it, and is gone from both when it is sent', async () => {
  const [desk, phone] = [browser(), browser()]
  const page = await desk.open()
  await page.type('Half a thought')
  const there = await phone.open()
  expect(phone.field.text).toBe('Half a thought')
  await there.type('Half a thought, finished')
  await page.keeper.look()
  expect(desk.field.text).toBe('Half a thought, finished')
  await there.clear()
  expect(server.draft).toBeNull()
  await page.keeper.look()
  expect(desk.field.text).toBe('')
  expect(desk.stored.get('new')).toEqual(NOTHING)
})

it('is written once after a burst of keys, and survives a reload without a network', async () => {
  const desk = browser()
  const page = await desk.open()
  for (const text of ['a', 'ab', 'abc']) page.keeper.note(text)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(server.saves).toEqual(['abc'])
  server.isDown = true
  await page.type('abcd')
  await desk.open()
  expect(desk.field.text).toBe('abcd')
  server.isDown = false
  await desk.open()
  expect(server.draft?.text).toBe('abcd')
})

it("never writes over another device's words, nor loses its own: the person decides", async () => {
  const [desk, phone] = [browser(), browser()]
  const [page, there] = [await desk.open(), await phone.open()]
  await there.type('From the phone')
  await page.type('From the desk')
  expect(server.draft?.text).toBe('From the phone')
  expect(desk.field.text).toBe('From the desk')
  expect(page.keeper.offer.read().draft?.text).toBe('From the phone')
  await page.type('From the desk, more')
  expect(server.draft?.text).toBe('From the phone')
  await page.keeper.decide(false)
  expect(server.draft?.text).toBe('From the desk, more')

  await there.type('From the phone again')
  expect(phone.field.text).toBe('From the phone again')
  await there.keeper.decide(true)
  expect(phone.field.text).toBe('From the desk, more')
  expect(there.keeper.offer.read().draft).toBeNull()
})

it('that was sent without a network is not brought back by the server', async () => {
  const desk = browser()
  const page = await desk.open()
  await page.type('Sent later')
  server.isDown = true
  await page.clear()
  server.isDown = false
  await desk.open()
  expect(desk.field.text).toBe('')
  expect(server.draft).toBeNull()
})

it.each(['before', 'after'])(
  'that an earlier page saved on its way out stays away when it is sent %s that is known',
  async (when) => {
    const desk = browser()
    const page = await desk.open()
    page.keeper.note('Half a thought')
    server.isMute = true
    page.keeper.flush()
    await vi.advanceTimersByTimeAsync(0)
    server.isMute = false
    const { promise, resolve } = Promise.withResolvers<void>()
    server.arrival = promise
    const next = await desk.open()
    expect(desk.field.text).toBe('Half a thought')
    if (when === 'after') resolve()
    await vi.advanceTimersByTimeAsync(0)
    await next.clear()
    resolve()
    await next.looked
    await vi.advanceTimersByTimeAsync(2_000)
    expect(desk.field.text).toBe('')
    expect(server.draft).toBeNull()
    expect(desk.stored.get('new')).toEqual(NOTHING)
  },
)

it('is not taken for another device’s when the answer to it got lost', async () => {
  const desk = browser()
  const page = await desk.open()
  server.isMute = true
  await page.type('Half')
  server.isMute = false
  await page.type('Half a thought')
  expect(page.keeper.offer.read().draft).toBeNull()
  expect(server.draft?.text).toBe('Half a thought')
})

it('asks the server nothing when words are sent before they were kept there', async () => {
  const desk = browser()
  const page = await desk.open()
  page.keeper.note('Quick')
  await page.clear()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(server.saves).toEqual([])
})

it('keeps what was typed before the script ran, and what is too long in this browser alone', async () => {
  const desk = browser()
  await desk.open('Typed early')
  expect(desk.field.text).toBe('Typed early')
  const page = await desk.open()
  await page.type('x'.repeat(101))
  expect(server.draft?.text).toBe('Typed early')
  await desk.open()
  expect(desk.field.text).toHaveLength(101)
})

it('follows words of another device where nothing is unsaved, and asks nothing for its own', async () => {
  const [desk, phone] = [browser(), browser()]
  const [page, there] = [await desk.open(), await phone.open()]
  await page.type('From the desk')
  there.keeper.hear(server.draft!.version)
  await vi.advanceTimersByTimeAsync(0)
  expect(phone.field.text).toBe('From the desk')

  there.keeper.note('From the phone')
  server.save('From the desk, more', server.draft!.version)
  there.keeper.hear(server.draft!.version)
  await vi.advanceTimersByTimeAsync(0)
  expect(there.keeper.offer.read().draft).toBeNull()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(there.keeper.offer.read().draft?.text).toBe('From the desk, more')
})

it('is taken over from another tab of the same browser', async () => {
  const desk = browser()
  const [one, two] = [await desk.open(), await desk.open()]
  await one.type('In the first tab')
  desk.field.text = ''
  await two.keeper.look()
  expect(desk.field.text).toBe('In the first tab')
})

it('words sent while they were being saved do not come back when the page is loaded before the answer', async () => {
  const desk = browser()
  const page = await desk.open()
  server.answer = new Promise(() => {})
  await page.type('Half a thought')
  await page.clear()
  expect(server.draft).toMatchObject({ text: 'Half a thought' })

  server.answer = undefined
  await desk.open()
  expect(desk.field.text).toBe('')
  expect(server.draft).toBe(null)
})
