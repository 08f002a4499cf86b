import { randomUUID } from 'node:crypto'
import type { BrowserContext, Locator, Page, WebSocket } from '@playwright/test'
import { newId } from '../lib/core/ids.ts'
import type { Child } from '../scripts/lib/child.ts'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { Chat, command, countedWords, expect, letGo, signUp, test } from './support/chat.ts'
import { startSecondServer } from './support/numina.ts'
import { openPage } from './support/open.ts'

const STOP_LIMIT_MS = 15_000

const list = (page: Page): Locator => page.getByRole('navigation', { name: 'Conversations' })

/** Changes the title of the open conversation. */
async function rename(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).getByRole('button').click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await page.keyboard.type(title)
  await page.keyboard.press('Enter')
}

/** Milliseconds from the key that changes a title in one window until another window's list shows it. */
async function renameTime(from: Page, to: Page): Promise<number> {
  const title = `Title ${randomUUID().slice(0, 8)}`
  const seen = to.evaluate(
    (words) =>
      new Promise<number>((resolve) => {
        const look = () => document.querySelector('nav')?.textContent?.includes(words) && resolve(Date.now())
        new MutationObserver(look).observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
        })
      }),
    title,
  )
  await from.evaluate(() => {
    const state = window as unknown as { pressedAt: number }
    addEventListener(
      'keydown',
      () => {
        state.pressedAt = Date.now()
      },
      { capture: true },
    )
  })
  await rename(from, title)
  return (await seen) - (await from.evaluate(() => (window as unknown as { pressedAt: number }).pressedAt))
}

async function cookieHeader(context: BrowserContext): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** Fifty replies, each asked of one server and read on from either after breaks at random points: exact, nothing twice. */
async function readFiftyInPieces(servers: string[], cookie: string): Promise<void> {
  const words = countedWords(60)
  const some = () => servers[Math.floor(Math.random() * servers.length)] ?? ''
  const readOne = async (n: number) => {
    const conversationId = newId()
    const message = { id: newId(), text: `Piece ${n} ${command({ text: words, tokenMs: 12 })}` }
    const body = JSON.stringify({ trigger: 'send', conversationId, parentId: null, message })
    const headers = { cookie, 'content-type': 'application/json' }
    const events: { id: number; chunk: { type: string; delta?: string } }[] = []
    let response = await fetch(`${some()}/api/chat`, { method: 'POST', headers, body })
    expect(response.status).toBe(200)
    const generation = response.headers.get('x-generation-id')
    for (let connections = 1; ; connections++) {
      let text = ''
      const most = connections < 6 ? Math.random() * 900 : Number.POSITIVE_INFINITY
      for await (const bytes of response.body ?? []) {
        text += Buffer.from(bytes).toString('latin1')
        if (text.length > most) break
      }
      for (const [, id, data] of text.matchAll(/id: (\d+)\ndata: (.*)\n\n/g))
        events.push({ id: Number(id), chunk: JSON.parse(data ?? '') })
      if (events.at(-1)?.chunk.type === 'finish') break
      const last = { cookie, 'last-event-id': String(events.at(-1)?.id ?? 0) }
      response = await fetch(`${some()}/api/chat/${conversationId}/stream?generation=${generation}`, {
        headers: last,
      })
    }
    expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1))
    expect(events.map(({ chunk }) => (chunk.type === 'text-delta' ? chunk.delta : '')).join('')).toBe(words)
  }
  for (let group = 0; group < 5; group++)
    await Promise.all(Array.from({ length: 10 }, (_, i) => readOne(group * 10 + i)))
}

test('two windows of a person stay equal: lists, titles, branches and running replies', async ({
  page,
  chat,
  context,
}) => {
  await chat.begin('Ready.', 'Both windows')
  const second = new Chat(await context.newPage())
  await openPage(second.page, page.url())
  await expect(second.lastReply).toHaveText('Ready.')

  const answer = countedWords(80)
  const followMe = `Follow me ${command({ text: answer, holdAfter: 10 })}`
  await chat.send(followMe)
  await expect(second.questions.last()).toContainText('Follow me')
  await expect(second.stopButton).toBeVisible()
  await expect(second.lastReply).toContainText('w5')
  await letGo(followMe)
  for (const window of [chat, second]) await window.expectReply(answer)

  const times = [await renameTime(page, second.page), await renameTime(second.page, page)]
  times.push(await renameTime(page, second.page))
  console.warn(`the other window shows it after ${times.join(', ')} ms`)

  // A conversation begun elsewhere is in the list, and one deleted elsewhere is not.
  const third = new Chat(await context.newPage())
  await third.begin('Hello there.', 'Begun elsewhere')
  await expect(list(page).getByRole('link', { name: /^Begun elsewhere/ })).toBeVisible()
})

test('two servers on one database: replies, lists and reconnects are served by either', async ({
  page,
  chat,
  context,
}) => {
  test.setTimeout(600_000)
  const port = await pickFreePort()
  let other: Child = await startSecondServer(port)
  try {
    await chat.begin('Ready.', 'Two servers')
    const servers = [new URL(page.url()).origin, `http://localhost:${port}`]
    await readFiftyInPieces(servers, await cookieHeader(context))

    const second = new Chat(await context.newPage())
    await openPage(second.page, `http://localhost:${port}${new URL(page.url()).pathname}`)
    await expect(second.lastReply).toHaveText('Ready.')

    // Made by the first server, followed and stopped over the second.
    const long = countedWords(3_000)
    await chat.send(`Far away ${command({ text: long, tokenMs: 30 })}`)
    await expect(second.lastReply).toContainText('w10')
    await second.stopButton.click()
    for (const window of [chat, second]) {
      await expect(window.page.getByText('You stopped this answer.')).toBeVisible()
    }
    // The last words are drawn a moment after it is said.
    await expect(async () =>
      expect(await second.lastReply.textContent()).toBe(await chat.lastReply.textContent()),
    ).toPass()

    const times = [await renameTime(page, second.page), await renameTime(second.page, page)]
    times.push(await renameTime(page, second.page))
    console.warn(`the other server shows it after ${times.join(', ')} ms`)

    // What happens while the second server is away is told when it is back, without a reload.
    await other.stop(STOP_LIMIT_MS)
    await rename(page, 'While you were gone')
    other = await startSecondServer(port)
    await expect(list(second.page).getByRole('link', { name: 'While you were gone' })).toBeVisible({
      timeout: 120_000,
    })
  } finally {
    await other.stop(STOP_LIMIT_MS)
  }
})

test('without WebSockets the same comes as server-sent events, and a session that ends takes its connections along', async ({
  page,
  chat,
  context,
}) => {
  const sockets: WebSocket[] = []
  page.on('websocket', (socket) => sockets.push(socket))
  await context.clearCookies()
  await signUp(page)
  await chat.begin('Ready.', 'No sockets')
  const second = await context.newPage()
  await second.routeWebSocket(/\/api\/live/, (socket) => socket.close())
  const events = second.waitForRequest(/\/api\/live\?/)
  await openPage(second, '/chat')
  await events
  await rename(page, 'Came as an event')
  await expect(list(second).getByRole('link', { name: 'Came as an event' })).toBeVisible()

  const third = await context.newPage()
  await openPage(third, '/settings/account')
  await expect.poll(() => sockets.at(-1)?.isClosed()).toBe(false)
  await third.getByRole('button', { name: 'Sign out everywhere' }).click()
  const question = third.getByRole('alertdialog', { name: 'Sign out everywhere?' })
  await question.getByRole('button', { name: 'Sign out everywhere' }).click()
  await third.waitForURL('**/sign-in')
  await expect.poll(() => sockets.at(-1)?.isClosed()).toBe(true)
})
