import { expect, type Page, type Request } from '@playwright/test'

/** What a page has asked the server to write and not heard of yet. */
const unanswered = new WeakMap<Page, Set<Request>>()

function watch(page: Page): Set<Request> {
  const known = unanswered.get(page)
  if (known) return known
  const writes = new Set<Request>()
  unanswered.set(page, writes)
  page.on('request', (request) => {
    // A message is answered for as long as its reply is being made.
    const isWrite = request.method() !== 'GET' && new URL(request.url()).pathname !== '/api/chat'
    if (isWrite) writes.add(request)
  })
  // Its body may never be read: the page often wants none of it.
  page.on('response', (response) => writes.delete(response.request()))
  page.on('requestfailed', (request) => writes.delete(request))
  page.on('domcontentloaded', () => writes.clear())
  return writes
}

/** Lets everything run that the page's script has put off: effects, and requests that wait for their turn. */
const letRun = (page: Page) =>
  page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done(), { timeout: 2_000 })))

/** Many things are shown before the server has them. Whoever leaves the page, or asks the server, awaits its answer first. */
export async function untilAnswered(page: Page): Promise<void> {
  const writes = watch(page)
  const waiting = () => [...writes].map((request) => `${request.method()} ${request.url()}`)
  await expect(async () => {
    expect(waiting()).toEqual([])
    if (page.url().startsWith('http')) await letRun(page)
    expect(waiting()).toEqual([])
  }).toPass({ intervals: [10, 50, 100, 250], timeout: 60_000 })
}

/** Controls that React has not taken over yet. Parts of a page come alive one after the other. */
const lifeless = (page: Page) =>
  page.evaluate(() =>
    [...document.body.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
      .filter((node) => !Object.keys(node).some((key) => key.startsWith('__react')))
      .map((node) => node.outerHTML.slice(0, 120)),
  )

/**
 * A page from the server shows before its script runs; keys pressed in between do nothing yet. The place for notifications
 * is the one thing that only the script puts there.
 */
export async function untilInteractive(page: Page): Promise<void> {
  watch(page)
  await page.getByRole('region', { name: /^Notifications/ }).waitFor({ state: 'attached' })
  await expect(async () => {
    expect(await lifeless(page)).toEqual([])
    await letRun(page)
  }).toPass({ intervals: [10, 50, 100, 250], timeout: 60_000 })
}

export async function openPage(page: Page, path: string): Promise<void> {
  await untilAnswered(page)
  await page.goto(path)
  await untilInteractive(page)
}

export async function reloadPage(page: Page): Promise<void> {
  await untilAnswered(page)
  await page.reload()
  await untilInteractive(page)
}

const SCRIPTS = '**/_next/static/**/*.js*'

/** No further script reaches the page, until what this returns is called. */
export async function holdScripts(page: Page): Promise<() => Promise<void>> {
  const { promise: held, resolve } = Promise.withResolvers<void>()
  await page.route(SCRIPTS, async (route) => {
    await held
    await route.continue()
  })
  return async () => resolve()
}
