import { expectAccessible } from './support/access.ts'
import { Chat, command, expect, test } from './support/chat.ts'
import {
  choose,
  folderOf,
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
import { reloadPage, untilAnswered } from './support/open.ts'

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
  await expect(page.getByRole('textbox', { name: 'Folder name' })).toBeFocused()
  await page.keyboard.type('Letters')
  await page.keyboard.press('Enter')
  await expect(work.locator('[data-folder]')).toContainText('Letters')
  await untilAnswered(page)
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
  await holdToast(page, 'Folder Work deleted')
  await expect(sectionOf(page, 'Today').getByRole('link', { name: 'Apples' })).toBeVisible()
  await expect(folderOf(page, 'Letters')).toBeVisible()
  await undo(page, 'Folder Work deleted')
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
  await expect(work.getByRole('link', { name: 'Apples' })).toBeVisible()
  await untilAnswered(page)
  await untilKept(page, 'archived', [])

  await folderOf(page, 'Letters').getByRole('button', { name: 'Letters', exact: true }).press('m')
  await page.getByRole('dialog', { name: 'Move Letters' }).getByRole('button', { name: 'Work' }).click()
  await expect(toast(page, 'Folder moved to Work')).toBeVisible()
  const inside = work.locator('[data-folder]').filter({ hasText: 'Letters' })
  await expect(inside).toBeVisible()
  await listOf(page).getByRole('button', { name: 'More about Work', exact: true }).click()
  await expect(page.getByRole('menuitem', { name: 'New folder inside' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /^Move to folder/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await inside.locator('[draggable]').dragTo(linkOf(page, 'Pears'))
  await holdToast(page, 'Folder moved to the top')
  await expect(inside).toHaveCount(0)
  await undo(page, 'Folder moved to the top')
  await expect(inside).toBeVisible()
  const kept = async () => (await (await page.request.get('/api/conversations/rail')).json()).folders
  await expect
    .poll(async () => (await kept()).filter(({ parentId }: { parentId: unknown }) => parentId))
    .toMatchObject([{ name: 'Letters' }])
})
