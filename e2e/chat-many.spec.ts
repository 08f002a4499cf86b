import type { Page } from '@playwright/test'
import { newId } from '../lib/core/ids.ts'
import { Chat, command, expect, letGo, test } from './support/chat.ts'
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
  /** Scrolls up by 300 px. @returns how far that moved what is read, by two frames later; null when its row is out of the list by then */
  const scrollUp = () =>
    feed.evaluate(async (element) => {
      const middle = element.getBoundingClientRect().top + element.clientHeight / 2
      const rows = [...element.querySelectorAll('article')]
      const row = rows.find((each) => each.getBoundingClientRect().bottom > middle)
      const before = row?.getBoundingClientRect().top ?? 0
      element.scrollBy(0, -300)
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      return row?.isConnected ? Math.round(row.getBoundingClientRect().top - before) : null
    })
  const isAtTop = () => feed.evaluate((element) => element.scrollTop === 0)
  const hasAll = async () => (await chat.questions.first().textContent())?.startsWith('turn 0 ')
  const jumps: number[] = []
  for (let step = 0; step < 200 && !((await isAtTop()) && (await hasAll())); step++) {
    const moved = await scrollUp()
    if (moved !== null && (moved < -1 || moved > 301)) jumps.push(moved)
    // At the top of what is loaded: older messages are on their way.
    await expect.poll(async () => !(await isAtTop()) || (await hasAll())).toBe(true)
  }
  await expect(chat.questions.first()).toContainText('turn 0')
  expect(jumps).toEqual([])
  await expect.poll(() => feed.getByRole('article').count()).toBeLessThan(40)

  await page.getByRole('button', { name: 'Go to the end' }).click()
  await expect(chat.questions.last()).toContainText('turn 49')
  await chat.send('And now')
  await expect(chat.lastReply).toContainText('You said: "And now"')
  await expect(chat.lastReply).toBeInViewport()

  // A question that is being edited keeps its words while its row is out of the list.
  await chat.questions.last().hover()
  await chat.questions.last().getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByRole('textbox', { name: 'Edit your message' })
  await editor.fill('Half a thought')
  await feed.evaluate((element) => element.scrollTo(0, 0))
  await expect(editor).toHaveCount(0)
  await page.getByRole('button', { name: 'Go to the end' }).click()
  await expect(editor).toHaveValue('Half a thought')
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
  const long = `Long ${command({ text: words, holdAfter: 60 })}`
  await chat.send(long)
  await expect(chat.lastReply).toContainText('w59')
  const feed = page.getByRole('feed', { name: 'Messages' })
  await feed.hover()
  const top = () => feed.evaluate((element) => element.scrollTop)
  // What was written last is drawn, and the list has followed it nearly to its end.
  const left = () =>
    feed.evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop)
  await expect.poll(left).toBeLessThan(100)
  const before = await top()
  await page.mouse.wheel(0, -1200)
  await expect.poll(top).toBeLessThan(before - 1000)
  await letGo(long)
  const toTheEnd = page.getByRole('button', { name: 'New messages: go to the end' })
  await expect(toTheEnd).toBeVisible()
  const place = await top()
  await expect(chat.stopButton).toHaveCount(0)
  expect(await top()).toBe(place)
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
