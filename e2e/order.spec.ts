import type { Locator, Page } from '@playwright/test'
import { newId } from '../lib/core/ids.ts'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { Chat, command, expect, signUp, test } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

/** Each journey orders a list of its own. */
test.use({ storageState: { cookies: [], origins: [] } })

const listOf = (page: Page) => page.getByRole('navigation', { name: 'Conversations' })
const linkOf = (page: Page, name: string) => listOf(page).getByRole('link', { name, exact: true })
const sectionOf = (page: Page, name: string) => listOf(page).getByRole('region', { name, exact: true })
const folderOf = (page: Page, name: string) =>
  listOf(page)
    .locator('[data-folder]')
    .filter({ has: page.getByRole('button', { name, exact: true }) })
const toast = (page: Page, text: string) => page.getByText(text, { exact: true })

/** Somebody with conversations of these titles, the first one the newest. */
async function personWith(page: Page, ...titles: string[]): Promise<void> {
  await signUp(page)
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
async function untilKept(page: Page, place: string, titles: string[]): Promise<void> {
  await expect
    .poll(async () => {
      const answer = await page.request.get(`/api/conversations?place=${place}`)
      const listed: { title: string }[] = (await answer.json()).conversations
      return listed.map(({ title }) => title).sort()
    })
    .toEqual(titles.sort())
}

/** Opens the menu of a row by its button, as fingers do, and chooses. */
async function choose(page: Page, name: string, item: string | RegExp): Promise<void> {
  await listOf(page)
    .getByRole('button', { name: `More about ${name}`, exact: true })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function newFolder(page: Page, name: string): Promise<Locator> {
  await listOf(page).getByRole('button', { name: 'New folder' }).click()
  await expect(page.getByRole('textbox', { name: 'Folder name' })).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  const folder = folderOf(page, name)
  await expect(folder).toBeVisible()
  return folder
}

test('folders hold conversations, have instructions, are nested once, are remembered, and go with undo', async ({
  page,
}) => {
  await personWith(page, 'Apples', 'Pears')
  const work = await newFolder(page, 'Work')
  await choose(page, 'Apples', /^Move to folder/)
  await page.getByRole('dialog').getByRole('button', { name: 'Work' }).click()
  await expect(toast(page, 'Conversation moved to Work')).toBeVisible()
  await expect(linkOf(page, 'Apples')).toHaveCount(0)
  await work.getByRole('button', { name: 'Work', exact: true }).click()
  await expect(work.getByRole('link', { name: 'Apples' })).toBeVisible()

  await choose(page, 'Work', 'Emoji…')
  await page.getByRole('button', { name: '💼' }).click()
  await expect(work).toContainText('💼')
  await choose(page, 'Work', 'Instructions…')
  await page.getByRole('textbox', { name: /What should Numina/ }).fill('Answer in rhymes.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await choose(page, 'Work', 'New folder inside')
  await page.keyboard.type('Letters')
  await page.keyboard.press('Enter')
  await expect(work.locator('[data-folder]')).toContainText('Letters')
  await choose(page, 'Letters', 'New chat here')
  await expect(page.getByText('New chat in Letters')).toBeVisible()
  const chat = new Chat(page)
  await chat.send(`Inside. ${command({ text: 'Yes.' })}`)
  await chat.expectReply('Yes.')
  await chat.expectAddress()
  await expect(work.locator('[data-folder]').getByRole('link', { name: /^Inside/ })).toBeVisible()

  await reloadPage(page)
  await expect(work.locator('[data-folder]').getByRole('link', { name: /^Inside/ })).toBeVisible()
  await expectAccessible(page)

  await choose(page, 'Work', 'Delete folder')
  await expect(toast(page, 'Folder Work deleted')).toBeVisible()
  await expect(sectionOf(page, 'Today').getByRole('link', { name: 'Apples' })).toBeVisible()
  await expect(folderOf(page, 'Letters')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(work.getByRole('link', { name: 'Apples' })).toBeVisible()
  await untilKept(page, 'recent', ['Pears'])
  await reloadPage(page)
  await expect(work.getByRole('link', { name: 'Apples' })).toBeVisible()
})

test('the conversation on screen is ordered from its own menu; a folder goes into another and back', async ({
  page,
}) => {
  await personWith(page, 'Apples', 'Pears')
  const work = await newFolder(page, 'Work')
  await newFolder(page, 'Letters')
  const menu = page.getByRole('button', { name: 'More', exact: true })
  const pick = async (item: string) => {
    await menu.click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  await linkOf(page, 'Apples').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Apples')
  await pick('Pin')
  await expect(sectionOf(page, 'Pinned').getByRole('link', { name: 'Apples' })).toBeVisible()
  await pick('Unpin')
  await pick('Move to folder…')
  await page.getByRole('dialog').getByRole('button', { name: 'Work' }).click()
  await expect(toast(page, 'Conversation moved to Work')).toBeVisible()
  await work.getByRole('button', { name: 'Work', exact: true }).click()
  await expect(work.getByRole('link', { name: 'Apples' })).toBeVisible()
  await pick('Archive')
  await expect(linkOf(page, 'Apples')).toHaveCount(0)
  await pick('Take out of the archive')
  await untilKept(page, 'archived', [])

  await folderOf(page, 'Letters').getByRole('button', { name: 'Letters', exact: true }).focus()
  await page.keyboard.press('m')
  await page.getByRole('dialog', { name: 'Move Letters' }).getByRole('button', { name: 'Work' }).click()
  await expect(toast(page, 'Folder moved to Work')).toBeVisible()
  const inside = work.locator('[data-folder]').filter({ hasText: 'Letters' })
  await expect(inside).toBeVisible()
  await listOf(page).getByRole('button', { name: 'More about Work', exact: true }).click()
  await expect(page.getByRole('menuitem', { name: 'New folder inside' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /^Move to folder/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await inside.locator('[draggable]').dragTo(linkOf(page, 'Pears'))
  await expect(toast(page, 'Folder moved to the top')).toBeVisible()
  await expect(inside).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(inside).toBeVisible()
  const kept = async () => (await (await page.request.get('/api/conversations/rail')).json()).folders
  await expect
    .poll(async () => (await kept()).filter(({ parentId }: { parentId: unknown }) => parentId))
    .toMatchObject([{ name: 'Letters' }])
})

test('conversations are pinned, marked and archived by keyboard alone, and it is said', async ({ page }) => {
  await personWith(page, 'One', 'Two', 'Three')
  await linkOf(page, 'Two').focus()
  await page.keyboard.press('p')
  await expect(sectionOf(page, 'Pinned').getByRole('link', { name: 'Two' })).toBeFocused()
  await expect(listOf(page).getByText('Conversation pinned')).toBeAttached()

  await page.keyboard.press('l')
  await page.getByRole('button', { name: 'green' }).click()
  await page.getByRole('button', { name: '🌱' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const two = sectionOf(page, 'Pinned').getByRole('link', { name: /Two/ })
  await expect(two).toHaveAccessibleName('🌱 green Two')

  await expect(two).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(linkOf(page, 'One')).toBeFocused()
  await page.keyboard.press('e')
  await expect(linkOf(page, 'One')).toHaveCount(0)
  await expect(linkOf(page, 'Three')).toBeFocused()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(linkOf(page, 'Three')).toBeFocused()

  await untilKept(page, 'archived', ['One'])
  await reloadPage(page)
  await expect(two).toBeVisible()
  await expect(linkOf(page, 'One')).toHaveCount(0)
  await listOf(page).getByRole('button', { name: 'Show the archive' }).click()
  await expect(linkOf(page, 'One')).toBeVisible()
  await choose(page, 'One', 'Take out of the archive')
  await expect(listOf(page).getByText('What you archive is kept here')).toBeVisible()
  await listOf(page).getByRole('button', { name: 'Back to all conversations' }).click()
  await expect(linkOf(page, 'One')).toBeVisible()
})

test('conversations are dragged into a folder, onto the pinned ones, and back out', async ({ page }) => {
  await personWith(page, 'Dragged', 'Other')
  const folder = await newFolder(page, 'Drawer')
  await linkOf(page, 'Dragged').dragTo(folder.getByRole('button', { name: 'Drawer', exact: true }))
  await expect(toast(page, 'Conversation moved to Drawer')).toBeVisible()
  await folder.getByRole('button', { name: 'Drawer', exact: true }).click()
  await expect(folder.getByRole('link', { name: 'Dragged' })).toBeVisible()

  // The place to pin shows while something is being dragged.
  await folder.getByRole('link', { name: 'Dragged' }).hover()
  await page.mouse.down()
  await page.mouse.move(60, 400, { steps: 4 })
  await page.getByText('Drop here to pin').hover()
  await page.getByText('Drop here to pin').hover()
  await page.mouse.up()
  const pinned = sectionOf(page, 'Pinned').getByRole('link', { name: 'Dragged' })
  await expect(pinned).toBeVisible()
  await expect(page.getByText('Drop here to pin')).toHaveCount(0)

  await pinned.dragTo(linkOf(page, 'Other'))
  await expect(sectionOf(page, 'Today').getByRole('link', { name: 'Dragged' })).toBeVisible()
  await untilKept(page, 'recent', ['Dragged', 'Other'])
  await reloadPage(page)
  await expect(sectionOf(page, 'Today').getByRole('link', { name: 'Dragged' })).toBeVisible()
})

test('many are chosen, moved, archived and deleted at once, each with undo', async ({ page }) => {
  const titles = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon']
  await personWith(page, ...titles)
  await newFolder(page, 'Attic')
  const list = listOf(page)
  const box = (name: string) => list.getByRole('checkbox', { name, exact: true })

  await list.getByRole('button', { name: 'Choose conversations' }).click()
  await list.getByText('Alpha', { exact: true }).click()
  await list.getByText('Gamma', { exact: true }).click({ modifiers: ['Shift'] })
  await expect(list.getByText('3 chosen')).toBeVisible()
  await list.getByRole('button', { name: 'Delete 3 conversations' }).click()
  await expect(toast(page, '3 conversations deleted')).toBeVisible()
  await expect(linkOf(page, 'Beta')).toHaveCount(0)
  await expect(linkOf(page, 'Delta')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(linkOf(page, 'Beta')).toBeVisible()

  await linkOf(page, 'Delta').press('x')
  await expect(box('Delta')).toBeChecked()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(box('Epsilon')).toBeChecked()
  await expectAccessible(page)
  await list.getByRole('button', { name: 'Move to folder' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Attic' }).click()
  await expect(toast(page, '2 conversations moved to Attic')).toBeVisible()
  await expect(linkOf(page, 'Delta')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(linkOf(page, 'Delta')).toBeVisible()

  await list.getByRole('button', { name: 'Choose conversations' }).click()
  await list.getByRole('button', { name: 'Choose all loaded' }).click()
  await expect(list.getByText('5 chosen')).toBeVisible()
  await list.getByRole('button', { name: 'Archive', exact: true }).click()
  await expect(toast(page, '5 conversations archived')).toBeVisible()
  await expect(linkOf(page, 'Alpha')).toHaveCount(0)
  await untilKept(page, 'archived', titles)
})

test('what the server does not do is taken back, and explained', async ({ page, context }) => {
  await personWith(page, 'Stays', 'Other')
  await context.setOffline(true)
  await linkOf(page, 'Stays').press('p')
  await expect(toast(page, 'Numina could not be reached. Check the connection and try again.')).toBeVisible()
  await expect(sectionOf(page, 'Pinned')).toHaveCount(0)
  await expect(sectionOf(page, 'Today').getByRole('link', { name: 'Stays' })).toBeVisible()
  await context.setOffline(false)
})

test('all of it works with fingers on a small screen', async ({ browser }) => {
  const context = await browser.newContext({
    baseURL: process.env.E2E_BASE_URL ?? '',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  await signUp(page)
  const message = { id: newId(), text: 'Pocket' }
  const sent = await page.request.post('/api/chat', {
    data: { trigger: 'send', conversationId: newId(), parentId: null, message },
  })
  await sent.text()
  await openPage(page, '/chat')
  await page.getByRole('button', { name: 'Open the menu' }).tap()
  const drawer = page.getByRole('dialog', { name: 'Menu' })
  await drawer.getByRole('button', { name: 'More about Pocket' }).tap()
  await page.getByRole('menuitem', { name: /^Pin/ }).tap()
  await expect(
    drawer.getByRole('region', { name: 'Pinned' }).getByRole('link', { name: 'Pocket' }),
  ).toBeVisible()
  await drawer.getByRole('button', { name: 'Choose conversations' }).tap()
  await drawer.getByText('Pocket').tap()
  await expect(drawer.getByRole('button', { name: 'Delete conversation' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await drawer.getByRole('button', { name: 'Delete conversation' }).tap()
  await expect(drawer.getByText('Your conversations will be here.')).toBeVisible()
  await context.close()
})

test('a thousand conversations and a hundred folders stay quick', async ({ page }) => {
  await personWith(page, 'Mine')
  const conversation = (i: number) => ({
    ...{ id: newId(), title: `Talk ${i}`, model: null, folderId: null, emoji: null, colour: null },
    ...{ isPinned: false, isArchived: false },
    lastMessageAt: new Date(Date.now() - i * 3_600_000).toISOString(),
  })
  const folders = Array.from({ length: 100 }, (_, i) => ({
    ...{ id: newId(), parentId: null, name: `Folder ${i}`, emoji: null, instructions: '' },
  }))
  const recent = { conversations: Array.from({ length: 1000 }, (_, i) => conversation(i)), nextCursor: null }
  const empty = { conversations: [], nextCursor: null }
  await page.route('**/api/conversations/rail*', (route) =>
    route.fulfill({ json: { folders, lists: { recent, pinned: empty } } }),
  )
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  const list = listOf(page)
  await expect(list.locator('[data-conversation]')).toHaveCount(1000)
  await expect(list.locator('[data-folder]')).toHaveCount(100)

  /** How long the page is busy with what `act` causes, until two frames are drawn. */
  const busy = (act: string) =>
    page.evaluate(async (key) => {
      const row = document.activeElement
      const began = performance.now()
      row?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      return performance.now() - began
    }, act)
  await linkOf(page, 'Talk 0').focus()
  const times: number[] = []
  for (let i = 0; i < 20; i++) times.push(await busy('ArrowDown'))
  await expect(linkOf(page, 'Talk 20')).toBeFocused()
  const median = times.sort((a, b) => a - b)[10] ?? Number.POSITIVE_INFINITY
  const choosing = await busy('x')
  await expect(list.getByText('1 chosen')).toBeVisible()
  await list.getByRole('button', { name: 'Choose all loaded' }).click()
  await expect(list.getByText('1,000 chosen')).toBeVisible()
  test.info().annotations.push({
    type: 'measured',
    description: `arrow key ${Math.round(median)} ms, choosing ${Math.round(choosing)} ms`,
  })
  console.warn(`1,000 rows: arrow key ${Math.round(median)} ms, choosing ${Math.round(choosing)} ms`)
  expect(median).toBeLessThan(100)
  expect(choosing).toBeLessThan(1500)
  await page.keyboard.press('Escape')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})
