import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import type { Child } from '../scripts/lib/child.ts'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { Chat, command, countedWords, expect, signUp, test } from './support/chat.ts'
import { startSecondServer } from './support/numina.ts'
import { openPage } from './support/open.ts'

const STOP_LIMIT_MS = 15_000

const list = (page: Page): Locator => page.getByRole('navigation', { name: 'Conversations' })

/** Changes the title in the open conversation. */
async function rename(page: Page, title: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Rename/ })
    .first()
    .click()
  const field = page.getByRole('textbox', { name: 'Title' })
  await field.fill(title)
  await field.press('Enter')
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

test('two windows of a person stay equal: lists, titles, branches and running replies', async ({
  page,
  chat,
  context,
}) => {
  await chat.begin('Ready.', 'Both windows')
  const second = new Chat(await context.newPage())
  await second.page.goto(page.url())
  await expect(second.lastReply).toHaveText('Ready.')

  const answer = countedWords(80)
  await chat.send(`Follow me ${command({ text: answer, tokenMs: 40 })}`)
  await expect(second.questions.last()).toContainText('Follow me')
  await expect(second.stopButton).toBeVisible()
  await expect(second.lastReply).toContainText('w5')
  for (const window of [chat, second]) await window.expectReply(answer)

  const times = [await renameTime(page, second.page), await renameTime(second.page, page)]
  times.push(await renameTime(page, second.page))
  test
    .info()
    .annotations.push({ type: 'milliseconds until the other window shows it', description: times.join(', ') })
  expect(Math.min(...times)).toBeLessThan(500)

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
  test.setTimeout(180_000)
  const port = await pickFreePort()
  let other: Child = await startSecondServer(port)
  try {
    await chat.begin('Ready.', 'Two servers')
    const second = new Chat(await context.newPage())
    await second.page.goto(`http://localhost:${port}${new URL(page.url()).pathname}`)
    await expect(second.lastReply).toHaveText('Ready.')

    // Made by the first server, followed and stopped over the second.
    const long = countedWords(3_000)
    await chat.send(`Far away ${command({ text: long, tokenMs: 30 })}`)
    await expect(second.lastReply).toContainText('w10')
    await second.stopButton.click()
    for (const window of [chat, second]) {
      await expect(window.page.getByText('You stopped this answer.')).toBeVisible()
    }
    await expect(second.lastReply).toHaveText((await chat.lastReply.textContent()) ?? '')

    const times = [await renameTime(page, second.page), await renameTime(second.page, page)]
    times.push(await renameTime(page, second.page))
    test
      .info()
      .annotations.push({
        type: 'milliseconds until the other server shows it',
        description: times.join(', '),
      })
    expect(Math.min(...times)).toBeLessThan(500)

    // What happens while the second server is away is told when it is back, without a reload.
    await other.stop(STOP_LIMIT_MS)
    await rename(page, 'While you were gone')
    other = await startSecondServer(port)
    await expect(list(second.page).getByRole('link', { name: 'While you were gone' })).toBeVisible({
      timeout: 45_000,
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
  const opened = third.waitForEvent('websocket')
  await openPage(third, '/settings/account')
  const closed = (await opened).waitForEvent('close', { timeout: 6_000 })
  await third.getByRole('button', { name: 'Sign out everywhere' }).click()
  const question = third.getByRole('alertdialog', { name: 'Sign out everywhere?' })
  await question.getByRole('button', { name: 'Sign out everywhere' }).click()
  await closed
})
