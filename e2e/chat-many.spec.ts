import type { Page } from '@playwright/test'
import { newId } from '../lib/core/ids.ts'
import { Chat, expect, test } from './support/chat.ts'
import { openPage } from './support/open.ts'

/** Sends a message as the page does, and waits for the whole reply. @returns the reply's id */
async function post(
  page: Page,
  message: { conversationId: string; parentId: string | null; text: string },
): Promise<string> {
  const { conversationId, parentId, text } = message
  const response = await page.request.post('/api/chat', {
    data: { trigger: 'send', conversationId, parentId, message: { id: newId(), text } },
  })
  expect(response.status()).toBe(200)
  const replyId = /"messageId":"([0-9a-f]{24})"/.exec(await response.text())?.[1]
  if (!replyId) throw new Error('the reply has no id')
  return replyId
}

test('a long conversation opens at its end, loads older pages upwards and keeps its place', async ({
  page,
}) => {
  const conversationId = newId()
  let parentId: string | null = null
  for (let turn = 0; turn < 50; turn++) {
    parentId = await post(page, {
      conversationId,
      parentId,
      text: `turn ${turn} ${'and so on '.repeat(turn % 7)}`,
    })
  }
  const chat = new Chat(page)
  await openPage(page, `/chat/${conversationId}`)
  await expect(chat.questions.last()).toContainText('turn 49')
  await expect(chat.questions.last()).toBeInViewport()

  const feed = page.getByRole('feed', { name: 'Messages' })
  const placeOf = (text: string) =>
    feed.evaluate((element, words) => {
      const row = [...element.querySelectorAll('article')].find(({ textContent }) =>
        textContent?.startsWith(words),
      )
      return row ? Math.round(row.getBoundingClientRect().top) : null
    }, text)
  await feed.hover()
  const jumps: number[] = []
  for (let step = 0; step < 200; step++) {
    const [top, before] = await feed.evaluate((element) => {
      const middle = element.getBoundingClientRect().top + element.clientHeight / 2
      const row = [...element.querySelectorAll('article')].find(
        (a) => a.getBoundingClientRect().bottom > middle,
      )
      return [element.scrollTop, row?.textContent?.slice(0, 12) ?? ''] as const
    })
    const was = await placeOf(before)
    if (top === 0 && (await chat.questions.first().textContent())?.startsWith('turn 0 ')) break
    await page.mouse.wheel(0, -300)
    await page.waitForTimeout(80)
    const now = await placeOf(before)
    // One turn of the wheel, or two when the first came late; less at the very top.
    if (was !== null && now !== null && now - was > 301 && now - was !== 600) jumps.push(now - was)
  }
  await expect(chat.questions.first()).toContainText('turn 0')
  expect(jumps).toEqual([])
  expect(await feed.getByRole('article').count()).toBeLessThan(40)

  await page.getByRole('button', { name: 'Go to the end' }).click()
  await expect(chat.questions.last()).toContainText('turn 49')
  await chat.send('And now')
  await expect(chat.lastReply).toContainText('You said: "And now"')
  await expect(chat.lastReply).toBeInViewport()
})

test('a reader above the end is not moved by a reply, and is told of it', async ({ page }) => {
  const conversationId = newId()
  let parentId: string | null = null
  for (let turn = 0; turn < 12; turn++) {
    parentId = await post(page, { conversationId, parentId, text: `turn ${turn} ${'and so on '.repeat(20)}` })
  }
  const chat = new Chat(page)
  await openPage(page, `/chat/${conversationId}`)
  await expect(chat.questions.last()).toContainText('turn 11')
  const words = Array.from({ length: 150 }, (_, i) => `w${i}`).join('\n\n')
  await chat.send(`Long [[script: ${JSON.stringify({ text: words, tokenMs: 20 })}]]`)
  await expect(chat.lastReply).toContainText('w5')
  const feed = page.getByRole('feed', { name: 'Messages' })
  await feed.hover()
  await page.mouse.wheel(0, -1200)
  const toTheEnd = page.getByRole('button', { name: 'New messages: go to the end' })
  await expect(toTheEnd).toBeVisible()
  const place = await feed.evaluate((element) => element.scrollTop)
  await expect(chat.stopButton).toHaveCount(0, { timeout: 20_000 })
  expect(await feed.evaluate((element) => element.scrollTop)).toBe(place)
  await toTheEnd.click()
  await expect(chat.lastReply).toContainText('w149')
  await expect(toTheEnd).toHaveCount(0)
})

test('a long list of conversations loads page by page', async ({ page }) => {
  for (let i = 0; i < 45; i++)
    await post(page, { conversationId: newId(), parentId: null, text: `talk ${i}` })
  await openPage(page, '/chat')
  const list = page.getByRole('navigation', { name: 'Conversations' })
  await expect(list.getByRole('link', { name: 'talk 44' })).toBeVisible()
  await expect(list.getByRole('link', { name: 'talk 0', exact: true })).toHaveCount(0)
  // The keys of the list come a moment after it.
  await expect(async () => {
    await list.getByRole('link', { name: 'talk 44' }).focus()
    await page.keyboard.press('End')
    await expect(list.getByRole('link', { name: 'talk 0', exact: true })).toBeAttached({ timeout: 3_000 })
  }).toPass()
  await expect(list.locator('[data-conversations] a')).toHaveCount(45)
})
