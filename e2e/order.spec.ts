import { newId } from '../lib/core/ids.ts'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { expect, test } from './support/chat.ts'
import {
  choose,
  holdToast,
  linkOf,
  listOf,
  newFolder,
  personWith,
  sectionOf,
  toast,
  undo,
  untilKept,
} from './support/list.ts'
import { openPage, reloadPage } from './support/open.ts'

test('conversations are pinned, marked and archived by keyboard alone, and it is said', async ({ page }) => {
  await personWith(page, 'One', 'Two', 'Three')
  await linkOf(page, 'Two').press('p')
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
  await listOf(page).getByRole('button', { name: 'Show the archive' }).press('Enter')
  await expect(listOf(page).getByRole('button', { name: 'Back to all conversations' })).toBeFocused()
  await expect(linkOf(page, 'One')).toBeVisible()
  await choose(page, 'One', 'Take out of the archive')
  await expect(listOf(page).getByText('What you archive is kept here')).toBeVisible()
  await listOf(page).getByRole('button', { name: 'Back to all conversations' }).press('Enter')
  await expect(listOf(page).getByRole('button', { name: 'Show the archive' })).toBeFocused()
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
  await expect(linkOf(page, 'Delta')).toBeFocused()
  await holdToast(page, '3 conversations deleted')
  await expect(linkOf(page, 'Beta')).toHaveCount(0)
  await expect(linkOf(page, 'Delta')).toBeVisible()
  await undo(page, '3 conversations deleted')
  await expect(linkOf(page, 'Beta')).toBeVisible()

  await linkOf(page, 'Delta').press('x')
  await expect(box('Delta')).toBeChecked()
  await expect(box('Delta')).toBeFocused()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(box('Epsilon')).toBeChecked()
  await expectAccessible(page)
  await list.getByRole('button', { name: 'Move to folder' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Attic' }).click()
  await holdToast(page, '2 conversations moved to Attic')
  await expect(linkOf(page, 'Delta')).toHaveCount(0)
  await undo(page, '2 conversations moved to Attic')
  await expect(linkOf(page, 'Delta')).toBeVisible()

  await linkOf(page, 'Delta').press('x')
  await expect(box('Delta')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(linkOf(page, 'Delta')).toBeFocused()
  await page.keyboard.press('x')
  await list.getByRole('button', { name: 'Stop choosing' }).press('Enter')
  await expect(linkOf(page, 'Delta')).toBeFocused()

  await list.getByRole('button', { name: 'Choose conversations' }).click()
  await expect(box('Alpha')).toBeFocused()
  await list.getByRole('button', { name: 'Choose all loaded' }).click()
  await expect(list.getByText('5 chosen')).toBeVisible()
  await list.getByRole('button', { name: 'Archive', exact: true }).click()
  await expect(toast(page, '5 conversations archived')).toBeVisible()
  await expect(linkOf(page, 'Alpha')).toHaveCount(0)
  await expect(list.getByRole('button', { name: 'Attic', exact: true })).toBeFocused()
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

test('all of it works with fingers on a small screen', async ({ browser, account }) => {
  const context = await browser.newContext({
    baseURL: process.env.E2E_BASE_URL ?? '',
    storageState: account,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
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

test('a thousand conversations and a hundred folders are walked and chosen by keys', async ({ page }) => {
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
    route.fulfill({ json: { folders, lists: { recent, pinned: empty }, asked: [] } }),
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
  console.warn(`1,000 rows: arrow key ${Math.round(median)} ms, choosing ${Math.round(choosing)} ms`)
  await page.keyboard.press('Escape')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('Escape while a conversation is renamed leaves the notification with its undo alone', async ({
  page,
}) => {
  await personWith(page, 'One', 'Two', 'Three')
  await linkOf(page, 'One').press('Delete')
  await expect(toast(page, 'Conversation deleted')).toBeVisible()
  await linkOf(page, 'Two').press('F2')
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await page.keyboard.type('Not this')
  await page.keyboard.press('Escape')
  await expect(linkOf(page, 'Two')).toBeFocused()
  await expect(toast(page, 'Conversation deleted')).toBeVisible()
  await page.keyboard.press('F8')
  await page.keyboard.press('Escape')
  await expect(toast(page, 'Conversation deleted')).toHaveCount(0)
})

test('Escape in the drawer of a phone ends one thing at a time', async ({ page }) => {
  await personWith(page, 'One', 'Two')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Open the menu' }).click()
  const drawer = page.getByRole('dialog', { name: 'Menu' })
  await expect(drawer.locator('[data-row][tabindex="0"]')).toHaveCount(1)
  await linkOf(page, 'One').press('F2')
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(linkOf(page, 'One')).toBeFocused()

  await drawer.getByRole('button', { name: 'New folder' }).click()
  await expect(page.getByRole('textbox', { name: 'Folder name' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Folder name' })).toHaveCount(0)

  await drawer.getByRole('button', { name: 'Choose conversations' }).click()
  await expect(drawer.getByRole('toolbar')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer.getByRole('toolbar')).toHaveCount(0)
  await expect(linkOf(page, 'One')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
})
