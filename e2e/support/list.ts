import type { Locator, Page } from '@playwright/test'
import { newId } from '../../lib/core/ids.ts'
import { expect } from './chat.ts'
import { openPage } from './open.ts'

export const listOf = (page: Page) => page.getByRole('navigation', { name: 'Conversations' })
export const linkOf = (page: Page, name: string) => listOf(page).getByRole('link', { name, exact: true })
export const sectionOf = (page: Page, name: string) => listOf(page).getByRole('region', { name, exact: true })
export const folderOf = (page: Page, name: string) =>
  listOf(page)
    .locator('[data-folder]')
    .filter({ has: page.getByRole('button', { name, exact: true }) })
export const toast = (page: Page, text: string) => page.getByText(text, { exact: true })

/** Makes conversations of these titles, the first one the newest, and shows them. */
export async function personWith(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles.toReversed()) {
    const conversationId = newId()
    const message = { id: newId(), text: title }
    const response = await page.request.post('/api/chat', {
      data: { trigger: 'send', conversationId, parentId: null, message },
    })
    await response.text()
  }
  await openPage(page, '/chat')
  await expect(linkOf(page, titles[0] ?? '')).toBeVisible()
  // The list has its keys once the Tab key stops in it.
  await expect(listOf(page).locator('[data-row][tabindex="0"]')).toHaveCount(1)
}

/** The server has what the page showed at once: a reload meanwhile would be too early. */
export async function untilKept(page: Page, place: string, titles: string[]): Promise<void> {
  await expect
    .poll(async () => {
      const answer = await page.request.get(`/api/conversations?place=${place}`)
      const listed: { title: string }[] = (await answer.json()).conversations
      return listed.map(({ title }) => title).sort()
    })
    .toEqual(titles.sort())
}

/** Opens the menu of a row by its button, as fingers do, and chooses. */
export async function choose(page: Page, name: string, item: string | RegExp): Promise<void> {
  await listOf(page)
    .getByRole('button', { name: `More about ${name}`, exact: true })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Takes back what this notification tells of. Others with an Undo of their own may stand beside it. */
export async function undo(page: Page, title: string): Promise<void> {
  await page
    .getByRole('region', { name: /^Notifications/ })
    .locator('li')
    .filter({ has: toast(page, title) })
    .getByRole('button', { name: 'Undo' })
    .click()
}

/** While the pointer is on a notification it stays, however long the next steps take; that of a deletion for its ten seconds. */
export async function holdToast(page: Page, title: string): Promise<void> {
  await page
    .getByRole('region', { name: /^Notifications/ })
    .locator('li')
    .filter({ has: toast(page, title) })
    .hover()
}

export async function newFolder(page: Page, name: string): Promise<Locator> {
  await listOf(page).getByRole('button', { name: 'New folder' }).click()
  await expect(page.getByRole('textbox', { name: 'Folder name' })).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  const folder = folderOf(page, name)
  await expect(folder).toBeVisible()
  return folder
}
