import { randomUUID } from 'node:crypto'
import type { Route } from '@playwright/test'
import { Chat, command, countedWords, expect, letGo, modelCall, test } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

/** A reply takes about this long; every break of the connection falls somewhere into it. */
const WORDS = 100
const TOKEN_MS = 30

/** From the conversation "Here" to "Elsewhere", and back when something has happened. */
async function lookElsewhereUntil({ page, lastReply }: Chat, happens: () => Promise<void>): Promise<void> {
  const list = page.getByRole('navigation', { name: 'Conversations' })
  const open = (name: RegExp) => list.getByRole('link', { name }).first().click()
  await open(/^Elsewhere/)
  await expect(lastReply).toHaveText('Another conversation.')
  await happens()
  await open(/^Here/)
}

test.describe('a reply that is being made', () => {
  test('is exact after fifty refreshes at random points', async ({ page, chat }) => {
    test.setTimeout(600_000)
    const answer = countedWords(WORDS)
    for (let reply = 0; reply < 10; reply++) {
      await chat.open()
      await chat.send(`Refresh ${reply} ${command({ text: answer, tokenMs: TOKEN_MS })}`)
      await chat.expectAddress()
      for (let refresh = 0; refresh < 5; refresh++) {
        await page.waitForTimeout(Math.random() * 400)
        await page.reload({ waitUntil: 'domcontentloaded' })
      }
      await chat.expectReply(answer)
      await expect(chat.questions).toHaveCount(1)
      await expect(chat.replies).toHaveCount(1)
    }
  })

  test('grows on after a refresh from where it was, and the reader stays at its end', async ({
    page,
    chat,
  }) => {
    await chat.open()
    const answer = countedWords(WORDS * 20)
    const message = `Go on ${command({ text: answer, holdAfter: 1000 })}`
    await chat.send(message)
    await expect(chat.lastReply).toContainText('w990')
    await reloadPage(page)
    await expect(chat.lastReply).toHaveText(/^w0 w1 .*w990\b/)
    await expect(chat.stopButton).toBeVisible()
    await letGo(message)
    await chat.expectReply(answer)
    const feed = page.getByRole('feed', { name: 'Messages' })
    const toTheEnd = () => feed.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight)
    await expect.poll(toTheEnd).toBeLessThan(5)
  })

  test('is exact when the network goes away and comes back, again and again', async ({
    page,
    chat,
    context,
  }) => {
    await chat.open()
    const answer = countedWords(WORDS * 2)
    await chat.send(`Tunnel ${command({ text: answer, tokenMs: TOKEN_MS })}`)
    await chat.expectAddress()
    for (const word of ['w10', 'w40', 'w80']) {
      await expect(chat.lastReply).toContainText(word)
      await context.setOffline(true)
      await expect(page.getByText('You are offline.')).toBeVisible()
      await context.setOffline(false)
      await expect(page.getByText('You are offline.')).toHaveCount(0)
    }
    await chat.expectReply(answer)
    await reloadPage(page)
    await chat.expectReply(answer)
  })

  test('that ended while the network was away is whole afterwards', async ({ chat, context }) => {
    await chat.open()
    const answer = countedWords(60)
    const message = `Ends alone ${randomUUID()}`
    await chat.send(`${message} ${command({ text: answer, tokenMs: 40 })}`)
    await expect(chat.lastReply).toContainText('w3')
    await context.setOffline(true)
    await modelCall('finished', message)
    await context.setOffline(false)
    await chat.expectReply(answer)
  })

  test('is the same in a second window, and can be stopped there', async ({ chat, context }) => {
    await chat.open()
    const answer = countedWords(2_000)
    await chat.send(`Two windows ${command({ text: answer, tokenMs: TOKEN_MS })}`)
    await chat.expectAddress()
    await expect(chat.lastReply).toContainText('w5')
    const second = new Chat(await context.newPage())
    await openPage(second.page, chat.page.url())
    await expect(second.lastReply).toHaveText(/^w0 w1 w2/)
    await expect(second.lastReply).toContainText('w30')
    await second.stopButton.click()
    for (const window of [chat, second]) {
      await expect(window.page.getByText('You stopped this answer.')).toBeVisible()
    }
    // The last words are drawn a moment after it is said.
    await expect(async () => {
      const [here, there] = await Promise.all([chat.lastReply.textContent(), second.lastReply.textContent()])
      expect(there).toBe(here)
      expect(answer.startsWith(here ?? '')).toBe(true)
    }).toPass()
  })

  test('goes on while the reader is elsewhere, with what waits to be sent', async ({ chat }) => {
    await chat.begin('Another conversation.', 'Elsewhere.')
    await chat.open()
    const answer = countedWords(60)
    const here = `Here ${command({ text: answer, holdAfter: 10 })}`
    await chat.send(here)
    await chat.expectAddress()
    await chat.send(`Next ${command({ text: 'The next answer.' })}`)
    await lookElsewhereUntil(chat, () => letGo(here))
    await chat.expectReply('The next answer.')
    await expect(chat.replies.first().locator('.markdown')).toHaveText(answer)
    await expect(chat.questions).toHaveCount(2)
  })

  test('lets what waits be withdrawn by a reader who was elsewhere', async ({ page, chat }) => {
    await chat.begin('Another conversation.', 'Elsewhere.')
    await chat.open()
    const here = `Here ${command({ text: countedWords(20), holdAfter: 10 })}`
    const next = `Next ${command({ text: countedWords(20), holdAfter: 10 })}`
    await chat.send(here)
    await chat.expectAddress()
    await chat.send(next)
    await chat.send('Third')
    await lookElsewhereUntil(chat, () => letGo(here))
    await expect(chat.lastReply).toContainText('w9')
    await expect(chat.questions).toHaveCount(2)
    const waiting = page.getByRole('region', { name: 'Messages waiting to be sent' })
    await waiting.getByRole('button', { name: 'Withdraw' }).click()
    await expect(waiting).toHaveCount(0)
    await letGo(next)
    await chat.expectReply(countedWords(20))
    await reloadPage(page)
    await expect(chat.questions).toHaveCount(2)
    await expect(chat.replies).toHaveCount(2)
  })
})

test.describe('a message', () => {
  test('written without a network is sent when it is back, once', async ({ page, chat, context }) => {
    await chat.begin('Ready.')
    await context.setOffline(true)
    await chat.send(`From the tunnel ${command({ text: 'Out of the tunnel.' })}`)
    await expect(page.getByText('Waiting for the connection')).toBeVisible()
    await context.setOffline(false)
    await chat.expectReply('Out of the tunnel.')
    await reloadPage(page)
    await expect(chat.questions).toHaveCount(2)
  })

  test('whose answer from the server is lost is not doubled', async ({ page, chat }) => {
    await chat.begin('Ready.')
    let lost = 0
    await page.route('**/api/chat', async (route) => {
      if (lost++ > 1) return route.fallback()
      // The server takes the message, but nobody hears that it did.
      await route.fetch({ timeout: 30_000 }).catch(() => undefined)
      await route.abort('connectionreset')
    })
    await chat.send(`Lost ${command({ text: 'Here it is.' })}`)
    await chat.expectReply('Here it is.')
    expect(lost).toBeGreaterThan(1)
    await reloadPage(page)
    await expect(chat.questions).toHaveCount(2)
    await expect(chat.replies).toHaveCount(2)
  })

  test('can be taken back while the network is away', async ({ page, chat, context }) => {
    await chat.begin('Ready.')
    await context.setOffline(true)
    await chat.send('Never mind')
    await expect(page.getByText('Waiting for the connection')).toBeVisible()
    await chat.stopButton.click()
    const waiting = page.getByRole('region', { name: 'Messages waiting to be sent' })
    await expect(waiting).toContainText('Never mind')
    await waiting.getByRole('button', { name: 'Withdraw' }).click()
    await context.setOffline(false)
    await expect(waiting).toHaveCount(0)
    await expect(chat.questions).toHaveCount(1)
  })

  test('taken back while nobody answers is not sent when the connection breaks', async ({ page, chat }) => {
    await chat.begin('Ready.')
    const asked = Promise.withResolvers<Route>()
    let requests = 0
    await page.route('**/api/chat', (route) => {
      requests += 1
      asked.resolve(route)
    })
    await chat.send('Never mind')
    const request = await asked.promise
    await chat.stopButton.click()
    await request.abort('connectionreset')
    const waiting = page.getByRole('region', { name: 'Messages waiting to be sent' })
    await expect(waiting).toContainText('Never mind')
    await expect(chat.questions).toHaveCount(1)
    expect(requests).toBe(1)
  })

  test('that finds another window busy waits for its answer, then is sent', async ({ chat, context }) => {
    await chat.begin('Ready.')
    const second = new Chat(await context.newPage())
    await openPage(second.page, chat.page.url())
    await expect(second.lastReply).toHaveText('Ready.')
    const theirs = countedWords(30)
    const first = `From the first window ${command({ text: theirs, holdAfter: 5 })}`
    await chat.send(first)
    await expect(chat.lastReply).toContainText('w3')
    await second.send(`From the second window ${command({ text: 'My turn.' })}`)
    await letGo(first)
    await expect(second.lastReply).toHaveText('My turn.', { timeout: 90_000 })
    await expect(second.questions).toHaveText([/^A question/, /^From the first/, /^From the second/])
    await expect(second.replies.nth(1).locator('.markdown')).toHaveText(theirs)
  })
})

test('without a network a link stays in the app and says so', async ({ page, chat, context }) => {
  await chat.begin('Another conversation.', 'Elsewhere')
  await chat.begin('Here I am.', 'Here')
  const list = page.getByRole('navigation', { name: 'Conversations' })
  const elsewhere = list.getByRole('link', { name: /^Elsewhere/ }).first()
  await expect(elsewhere).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await elsewhere.click()
  await expect(page.getByText('This conversation cannot be opened offline.').first()).toBeVisible()
  await page.keyboard.press('Control+Shift+O')
  await expect(page.getByText('This page cannot be opened offline.').first()).toBeVisible()
  await expect(chat.lastReply).toHaveText('Here I am.')
  await context.setOffline(false)
  await elsewhere.click()
  await expect(chat.lastReply).toHaveText('Another conversation.')
})
