import type { Page } from '@playwright/test'
import { newId } from '../lib/core/ids'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { Chat, command, expect, giveScript, signUp, test } from './support/chat.ts'
import { holdToast, undo } from './support/list.ts'
import { openPage, reloadPage, untilAnswered, untilInteractive } from './support/open.ts'

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Share this conversation' })

/** Makes a link to the conversation on screen. @returns its path */
async function share(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const link = dialog.getByRole('listitem').first().getByRole('link')
  await expect(link).toBeVisible()
  return (await link.getAttribute('href')) ?? ''
}

test('a link shows what was there when it was shared, to everybody, and goes when it is revoked', async ({
  page,
  chat,
  browser,
}) => {
  await chat.open()
  await chat.send(`A day in Lisbon? ${command({ text: 'Take the **tram** 28.' })}`)
  await chat.expectReply('Take the tram 28.')
  await chat.expectAddress()
  const conversationId = page.url().slice(-24)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: 'Shown' }).check()
  await dialog.getByRole('radio', { name: '7 days' }).check()
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const item = dialog.getByRole('listitem')
  await expect(item).toContainText('as Ada Lovelace')
  await expect(item).toContainText(/ends \w/)
  await expectAccessible(page)
  const path = (await item.getByRole('link').getAttribute('href')) ?? ''
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  const stranger = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    storageState: { cookies: [], origins: [] },
  })
  const reader = await stranger.newPage()
  await openPage(reader, path)
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(/^A day in Lisbon/)
  await expect(reader.getByText('Shared by Ada Lovelace')).toBeVisible()
  await expect(reader.getByRole('article', { name: 'Numina' }).locator('strong')).toHaveText('tram')
  await expectAccessible(reader)

  const served = await stranger.request.get(path)
  const html = await served.text()
  expect(served.headers()['x-robots-tag']).toContain('noindex')
  expect(html).toMatch(/<meta name="robots" content="noindex, nofollow"/)
  expect(html).toMatch(/<meta property="og:title" content="A day in Lisbon/)
  for (const secret of [conversationId, '@example.com', 'workspaceId', 'scripted-model'])
    expect(html).not.toContain(secret)
  const address = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? ''
  const picture = await stranger.request.get(new URL(address).pathname)
  expect(picture.headers()['content-type']).toBe('image/png')
  expect(picture.headers()['cross-origin-resource-policy']).toBe('cross-origin')

  await chat.send(`And then? ${command({ text: 'A secret place.' })}`)
  await chat.expectReply('A secret place.')
  await openPage(reader, path)
  await expect(reader.getByRole('article')).toHaveCount(2)

  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await dialog.getByRole('button', { name: 'Show what is here now' }).click()
  await expect(dialog.getByRole('button', { name: 'Show what is here now' })).toHaveCount(0)
  await untilAnswered(page)
  await openPage(reader, path)
  await expect(reader.getByRole('article')).toHaveCount(4)
  await page.keyboard.press('Escape')

  await openPage(page, '/settings/shares')
  const row = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.locator(`a[href="${path}"]`) })
  await expectAccessible(page)
  await row.getByRole('button', { name: 'Change' }).click()
  await row.getByRole('button', { name: 'Cancel' }).click()
  await expect(row.getByRole('button', { name: 'Change' })).toBeFocused()
  await row.getByRole('button', { name: 'Stop sharing' }).click()
  await holdToast(page, 'The link no longer works')
  await expect(row).toHaveCount(0)
  await expect.poll(async () => (await stranger.request.get(path)).status()).toBe(404)
  expect((await stranger.request.get(`${path}/card`)).status()).toBe(404)
  await undo(page, 'The link no longer works')
  await expect(row).toHaveCount(1)
  await expect.poll(async () => (await stranger.request.get(path)).status()).toBe(200)
  await openPage(reader, path)
  await stranger.close()
})

test('Escape closes the form of a link before the dialog, and the dialog under a notification', async ({
  page,
  chat,
}) => {
  await chat.begin('Yes.')
  await share(page)
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: 'Change' }).click()
  await expect(dialog.getByLabel('Title')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('button', { name: 'Change' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Stop sharing' }).click()
  const note = page.getByText('The link no longer works', { exact: true })
  await expect(note).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(note).toBeVisible()
})

test('an answer too long for the server to draw is drawn by the browser, shared and in print', async ({
  page,
  chat,
}) => {
  await chat.open()
  const wish = `At length, please: ${newId()}`
  await giveScript({ match: wish, tokens: ['**Bold.** ', 'word '.repeat(6_000)], times: 1 })
  await chat.send(wish)
  await expect(chat.lastReply.locator('strong')).toHaveText('Bold.')
  await expect(chat.stopButton).toHaveCount(0)
  const id = page.url().slice(-24)
  const path = await share(page)
  for (const address of [path, `/chat/${id}/print`]) {
    expect(await (await page.request.get(address)).text()).not.toContain('<strong>')
    await openPage(page, address)
    await expect(page.getByRole('article').locator('strong')).toHaveText('Bold.')
  }
})

test('a reader signs up, comes back to the link, and goes on in a copy', async ({ page, chat, browser }) => {
  await chat.begin('By train.', 'How do we get there?')
  const path = await share(page)
  const stranger = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    storageState: { cookies: [], origins: [] },
  })
  const reader = await stranger.newPage()
  await openPage(reader, path)
  await reader.getByRole('link', { name: 'Sign in to continue this conversation' }).click()
  await reader.getByRole('link', { name: 'Create an account' }).click()
  await reader.waitForURL(/sign-up/)
  expect(new URL(reader.url()).searchParams.get('callbackUrl')).toBe(path)

  await signUp(reader)
  await openPage(reader, path)
  await reader.getByRole('button', { name: 'Continue this conversation' }).click()
  const copy = new Chat(reader)
  await copy.expectAddress()
  await copy.expectReply('By train.')
  const list = reader.getByRole('navigation', { name: 'Conversations' }).locator('[data-conversations] a')
  await expect(list).toHaveCount(1)
  await copy.send(`Which one? ${command({ text: 'The night train.' })}`)
  await copy.expectReply('The night train.')
  await untilInteractive(reader)
  await stranger.close()

  await reloadPage(page)
  await chat.expectReply('By train.')
  await untilInteractive(page)
})

test('links are changed and listed on a phone, in the dark', async ({ page, chat }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await chat.begin('Yes.', 'Is this shared?')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Share' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: 'Create link' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(1)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await openPage(page, '/settings/shares')
  const item = page.getByRole('main').getByRole('listitem').first()
  await item.getByRole('button', { name: 'Change' }).click()
  await item.getByLabel('Title').fill('  ')
  await item.getByRole('button', { name: 'Save' }).click()
  await expect(item.getByText('Enter a title.')).toBeVisible()
  await item.getByLabel('Title').fill('A better title')
  await item.getByRole('radio', { name: '1 day' }).check()
  await item.getByRole('button', { name: 'Save' }).click()
  await expect(item.getByRole('link')).toContainText('A better title')
  await expect(item.getByRole('button', { name: 'Change' })).toBeFocused()
  await expect(item).toContainText(/ends \w/)
  await item.getByRole('button', { name: 'Change' }).click()
  await expect(item.getByRole('radio', { name: 'As it is' })).toBeChecked()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await item.getByRole('radio', { name: 'Never' }).check()
  await item.getByRole('button', { name: 'Save' }).click()
  await expect(item).toContainText('does not end')

  await item.getByRole('button', { name: 'Stop sharing' }).press('Enter')
  await expect(page.getByText('Nothing is shared')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
})
