import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { untilInteractive } from '../../e2e/support/open.ts'
import { findChromium } from '../../scripts/lib/chromium.ts'
import { quantile } from '../support/quantile.ts'
import type { Seeded } from './seed.ts'
import type { Product } from './server-times.ts'

const PAINTS = 5
const SCROLL_MS = 5_000
const KEYS = 30
const PASTE_CHARS = 200_000
const OLDER_PAGES = 50

/** What the conversation of 10,000 messages is like in Chromium, 1440 × 900. */
export async function browserTimes(
  { url, headers }: Product,
  seeded: Seeded,
): Promise<Record<string, number>> {
  const executablePath = findChromium()
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
    ...(executablePath && { executablePath }),
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addCookies(toCookies(headers['cookie'] ?? '', url))
    const address = `${url}/chat/${seeded.longId}`
    const paint = await paintTimes(context, address)
    const page = await context.newPage()
    await page.goto(address)
    await untilInteractive(page)
    const typing = await typingLag(page)
    const scrolling = await scrollWhileStreaming(page)
    const memory = await memoryAfterScrolling(page)
    return { ...paint, ...typing, ...scrolling, ...memory }
  } finally {
    await browser.close()
  }
}

function toCookies(header: string, url: string) {
  return header.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url }
  })
}

/** From the start of the navigation to the first and the largest paint, of a page opened anew. */
async function paintTimes(context: BrowserContext, address: string): Promise<Record<string, number>> {
  const [first, largest]: [number[], number[]] = [[], []]
  for (let round = 0; round < PAINTS; round++) {
    const page = await context.newPage()
    await page.goto(address)
    await untilInteractive(page)
    const paints = await page.evaluate(
      () =>
        new Promise<{ first: number; largest: number }>((resolve) => {
          new PerformanceObserver((list) => {
            const [paint] = performance.getEntriesByName('first-contentful-paint')
            resolve({ first: paint?.startTime ?? 0, largest: list.getEntries().at(-1)?.startTime ?? 0 })
          }).observe({ type: 'largest-contentful-paint', buffered: true })
        }),
    )
    // The first one fills the browser's cache.
    if (round > 0) first.push(paints.first)
    if (round > 0) largest.push(paints.largest)
    await page.close()
  }
  return { first_paint_p50_ms: quantile(first, 0.5), largest_paint_p50_ms: quantile(largest, 0.5) }
}

/** Milliseconds from a key to the frame that shows it, in the empty field and after 200 kB were pasted. */
async function typingLag(page: Page): Promise<Record<string, number>> {
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  await field.focus()
  const empty = await keyTimes(page)
  await field.evaluate(
    (element, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    'word '.repeat(PASTE_CHARS / 5),
  )
  const remove = page.getByRole('list', { name: 'Pasted text' }).getByRole('button', { name: 'Remove' })
  await remove.waitFor()
  const full = await keyTimes(page)
  await remove.click()
  await field.fill('')
  return {
    key_empty_p95_ms: quantile(empty, 0.95),
    key_after_200kb_p50_ms: quantile(full, 0.5),
    key_after_200kb_p95_ms: quantile(full, 0.95),
  }
}

async function keyTimes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { benchKeys: times })
    document.activeElement?.addEventListener('keydown', (event) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => times.push(performance.now() - event.timeStamp)
        port2.postMessage(null)
      })
    })
  })
  for (let i = 0; i < KEYS; i++) await page.keyboard.press('x', { delay: 10 })
  return page.evaluate(() => (window as unknown as { benchKeys: number[] }).benchKeys)
}

/** Frames a second while the reader scrolls up and down and a reply comes in at 100 words a second. */
async function scrollWhileStreaming(page: Page): Promise<Record<string, number>> {
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  const script = { text: 'word and **more** words. '.repeat(300), tokenMs: 10 }
  await field.fill(`Tell me more. [[script: ${JSON.stringify(script)}]]`)
  await field.press('Enter')
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor()
  const gaps = await page.evaluate((duration) => {
    const feed = document.querySelector('[role="feed"]')
    const { promise, resolve } = Promise.withResolvers<number[]>()
    const gaps: number[] = []
    const began = performance.now()
    let last = began
    const frame = (now: number) => {
      gaps.push(now - last)
      last = now
      feed?.scrollBy(0, (now - began) % 2_000 < 1_400 ? -24 : 40)
      if (now - began < duration) requestAnimationFrame(frame)
      else resolve(gaps.slice(1))
    }
    requestAnimationFrame(frame)
    return promise
  }, SCROLL_MS)
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  return { scroll_fps: (gaps.length / total) * 1000, scroll_frame_p99_ms: quantile(gaps, 0.99) }
}

/** Memory of the tab's scripts and its elements, at the end of the thread and after 2,000 older messages have come by. */
async function memoryAfterScrolling(page: Page): Promise<Record<string, number>> {
  const before = await heap(page)
  await page.evaluate(async (pages) => {
    const feed = document.querySelector('[role="feed"]')
    for (let step = 0; step < pages * 3; step++) {
      feed?.scrollTo(0, 0)
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  }, OLDER_PAGES)
  const after = await heap(page)
  return {
    heap_mb: before.heap,
    heap_after_scrolling_mb: after.heap,
    elements: before.nodes,
    elements_after_scrolling: after.nodes,
  }
}

async function heap(page: Page): Promise<{ heap: number; nodes: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  const read = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { heap: read('JSHeapUsedSize') / 1e6, nodes: read('Nodes') }
}
