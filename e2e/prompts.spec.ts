import { readFile } from 'node:fs/promises'
import type { Route } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, expect, test } from './support/chat.ts'
import { holdToast, undo } from './support/list.ts'
import { openPage, untilInteractive } from './support/open.ts'

test('a prompt is written, called by its command, filled in, deleted and brought back', async ({
  page,
  chat,
}) => {
  await openPage(page, '/settings/prompts')
  await page.getByRole('button', { name: 'New prompt' }).click()
  const editor = page.getByRole('dialog', { name: 'New prompt' })
  await editor.getByRole('button', { name: 'Add prompt' }).click()
  await expect(editor.getByRole('alert')).toContainText('Enter a title.')
  await editor.getByLabel('Title').fill('Weekly report')
  await editor
    .getByLabel('Text')
    .fill('Report of week {{week:number=12}}, {{tone:choice=warm|formal}}, by {{name=Ada}}. {{name}}')
  await expect(editor.getByText('Asks for: week, tone, name')).toBeVisible()
  await editor.getByLabel('Command').fill('new')
  await editor.getByRole('button', { name: 'Add prompt' }).click()
  await expect(editor.getByLabel('Command')).toHaveAccessibleDescription(/Numina has a command of this name/)
  await editor.getByLabel('Command').fill('/Weekly')
  await editor.getByLabel('Folder').fill('Work')
  await editor.getByLabel('Share in the workspace').check()
  await expectAccessible(page)
  await editor.getByRole('button', { name: 'Add prompt' }).click()
  await expect(editor).toHaveCount(0)
  const row = page.getByRole('region', { name: 'Work' }).getByRole('listitem')
  await expect(row).toContainText('Weekly report/weekly')
  await expect(row).toContainText('Shared')
  await expectAccessible(page)

  await chat.open()
  await untilInteractive(page)
  await chat.field.pressSequentially('/wee')
  const list = page.getByRole('listbox', { name: 'Commands and prompts' })
  await expect(list.getByRole('option')).toHaveText([/Weekly report/])
  await expect(chat.field).toHaveAttribute('aria-activedescendant', /^composer-choices-prompt-/)
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  const asked = page.getByRole('dialog', { name: 'Weekly report' })
  await expect(asked.getByLabel('week')).toBeFocused()
  await asked.getByLabel('week').fill('13')
  await asked.getByLabel('tone').selectOption('formal')
  await expectAccessible(page)
  await asked.getByRole('button', { name: 'Insert' }).click()
  await expect(chat.field).toHaveValue('Report of week 13, formal, by Ada. Ada')
  await expect(chat.field).toBeFocused()
  await chat.field.fill('')

  await openPage(page, '/settings/prompts')
  await page.getByRole('button', { name: 'More for Weekly report' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await holdToast(page, 'Prompt deleted')
  await expect(page.getByText('No prompts yet')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  await undo(page, 'Prompt deleted')
  await expect(row).toContainText('Weekly report')
})

test('prompts go into a file and come back; searching finds them', async ({ page, browser, account }) => {
  await openPage(page, '/settings/prompts')
  const file = {
    format: 'numina.prompts',
    version: 1,
    prompts: [
      { title: 'Haiku', folder: 'Play', command: 'haiku', content: 'Write a haiku about {{thing}}.' },
      { title: 'Limerick', folder: 'Play', content: 'Write a limerick.' },
      { title: 'Empty', content: '' },
    ],
  }
  const choose = (name: string, text: string) =>
    page
      .getByLabel('File of prompts')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  await choose('prompts.json', JSON.stringify(file))
  await expect(page.getByRole('status').filter({ hasText: '2 prompts added.' })).toContainText(
    '1 prompt left out',
  )
  await choose('prompts.json', JSON.stringify(file))
  await expect(page.getByText('0 prompts added. 2 prompts were there already.')).toBeVisible()
  await choose('broken.json', '{ "format": ')
  await expect(page.getByRole('alert').filter({ hasText: 'not JSON' })).toContainText('Nothing was added.')
  await choose('other.json', '{ "a": 1 }')
  await expect(page.getByRole('alert').filter({ hasText: 'not a file of prompts' })).toBeVisible()

  await page.getByRole('button', { name: 'Import and export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export my prompts' }).click(),
  ])
  const exported = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(exported.prompts).toEqual(
    expect.arrayContaining([
      { title: 'Haiku', folder: 'Play', command: 'haiku', content: 'Write a haiku about {{thing}}.' },
    ]),
  )

  await page.getByLabel('Search prompts').fill('limer')
  await expect(page.getByRole('listitem').filter({ hasText: 'Haiku' })).toHaveCount(0)
  await expect(page.getByRole('listitem').filter({ hasText: 'Limerick' })).toBeVisible()
  await page.getByLabel('Search prompts').fill('zzzz')
  await expect(page.getByText('Nothing found')).toBeVisible()

  const context = await browser.newContext({ storageState: account, viewport: { width: 390, height: 844 } })
  const phone = await context.newPage()
  await openPage(phone, '/settings/prompts')
  await expect(phone.getByRole('listitem').filter({ hasText: 'Haiku' })).toBeVisible()
  await expectNoSidewaysScroll(phone)
  await context.close()
})

test('a prompt picked twice before it has come is inserted once', async ({ page, chat }) => {
  await openPage(page, '/settings/prompts')
  const prompts = [{ title: 'Limerick', content: 'Write a limerick.' }]
  const file = JSON.stringify({ format: 'numina.prompts', version: 1, prompts })
  await page
    .getByLabel('File of prompts')
    .setInputFiles({ name: 'prompts.json', mimeType: 'application/json', buffer: Buffer.from(file) })
  await expect(page.getByText('1 prompt added.')).toBeVisible()

  const address = '**/api/prompts/*'
  const held: Route[] = []
  await page.route(address, (route) => void held.push(route))
  await chat.open()
  await chat.field.pressSequentially('/lim')
  const list = page.getByRole('listbox', { name: 'Commands and prompts' })
  await expect(list.getByRole('option')).toHaveText([/Limerick/])
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect.poll(() => held.length).toBe(2)
  for (const route of held) {
    const answer = page.waitForResponse(address)
    await route.continue()
    await (await answer).finished()
  }
  await untilInteractive(page)
  await expect(chat.field).toHaveValue('Write a limerick.')
})

test('a slash offers what works here; Escape, arrows and a finger do what they should', async ({
  page,
  chat,
  browser,
  account,
}) => {
  await chat.open()
  await untilInteractive(page)
  const list = page.getByRole('listbox', { name: 'Commands and prompts' })
  await chat.field.pressSequentially('/')
  await expect(list.getByRole('group', { name: 'Commands' }).getByRole('option')).toHaveText([
    /^New chat/,
    /^Model/,
    /^Prompt library/,
  ])
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await page.keyboard.press('Backspace')
  await page.keyboard.type('/model')
  await expect(list.getByRole('option', { selected: true })).toContainText('Model')
  await page.keyboard.press('Tab')
  const models = page.getByRole('listbox', { name: 'Models' })
  await expect(models.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(models.getByRole('option').last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  const first = models.getByRole('option').first()
  await expect(first).toHaveAttribute('aria-selected', 'true')
  const label = (await first.locator('span').first().textContent()) ?? ''
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: `Model: ${label}` })).toBeVisible()
  await expect(chat.field).toHaveValue('')

  await page.keyboard.type('/nothing-is-called-this')
  await expect(page.getByText('Enter sends it as it is.')).toBeVisible()
  await page.keyboard.press('Control+A')
  await chat.send(`Say it ${command({ text: 'A first answer.' })}`)
  await chat.expectReply('A first answer.')
  await page.keyboard.type('/short')
  await expect(list.getByRole('option', { selected: true })).toContainText('Short')
  await page.keyboard.press('Enter')
  await expect(page.getByText('2/2')).toBeVisible()
  await expect(chat.stopButton).toHaveCount(0)
  await expect(chat.field).toHaveValue('')
  await chat.field.press('ArrowUp')
  await expect(page.getByRole('textbox', { name: 'Edit your message' })).toBeFocused()
  await page.keyboard.press('Escape')
  await untilInteractive(page)

  const context = await browser.newContext({
    storageState: account,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const phone = await context.newPage()
  await openPage(phone, '/chat')
  await phone.getByRole('button', { name: 'Prompts and commands' }).tap()
  const sheet = phone.getByRole('listbox', { name: 'Commands and prompts' })
  await expect(sheet).toBeInViewport({ ratio: 1 })
  await expectNoSidewaysScroll(phone)
  await sheet.getByRole('option', { name: /^Model/ }).tap()
  await expect(phone.getByRole('listbox', { name: 'Models' })).toBeInViewport({ ratio: 1 })
  await expect(phone.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused()
  await phone.getByRole('textbox', { name: 'Message', exact: true }).fill('')
  await context.close()
})
