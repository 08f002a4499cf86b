import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, expect, test } from './support/chat.ts'
import { openPage, reloadPage, untilInteractive } from './support/open.ts'

test('an assistant is made, begins a conversation with its questions, and is deleted without harm', async ({
  page,
  chat,
}) => {
  await openPage(page, '/settings/assistants/new')
  await page.getByRole('button', { name: 'Add assistant' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Enter a name.' })).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('Chef')
  await page.getByLabel('Handle').fill('@Chef')
  await page.getByLabel('Description').fill('Cooks with what is there.')
  await page.getByLabel('Instructions').fill('Suggest dishes.')
  await page.getByLabel('Emoji').fill('🍳')
  const starter = `What can I cook with eggs? ${command({ text: 'An omelette.' })}`
  await page.getByLabel('Questions to begin with').fill(`${starter}\n\nWhat else?`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add assistant' }).click()
  await expect(page).toHaveURL(/\/settings\/assistants$/)
  const row = page.getByRole('listitem').filter({ hasText: 'Chef' })
  await expect(row).toContainText('@chef')
  await expectAccessible(page)
  await row.getByRole('link').click()

  await expect(page.getByRole('heading', { name: 'Chef' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Assistant: Chef' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /What can I cook with eggs/ }).click()
  await chat.expectReply('An omelette.')
  await chat.expectAddress()
  await reloadPage(page)
  await expect(page.getByRole('button', { name: 'Assistant: Chef' })).toBeVisible()
  const address = page.url()

  await openPage(page, '/settings/assistants')
  await page.getByRole('button', { name: 'More for Chef' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('No assistants yet')).toBeVisible()
  await openPage(page, address)
  await chat.send(`And now? ${command({ text: 'Still here.' })}`)
  await chat.expectReply('Still here.')
  await expect(page.getByRole('button', { name: 'Assistant: Chef' })).toHaveCount(0)
  await untilInteractive(page)
  await page.getByRole('button', { name: 'Assistant gone' }).click()
  await expect(page.getByRole('menu')).toContainText('Numina itself answers')
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Go on without it' }).click()
  await expect(page.getByRole('button', { name: 'Assistant gone' })).toHaveCount(0)
})

test('@ calls an assistant into a conversation and lets it go, with the keys and at 390 px', async ({
  page,
  chat,
}) => {
  await openPage(page, '/settings/assistants/new')
  await page.getByLabel('Name', { exact: true }).fill('Poet')
  await page.getByLabel('Handle').fill('poet')
  await page.getByRole('button', { name: 'Add assistant' }).click()
  await expect(page).toHaveURL(/\/settings\/assistants$/)
  await chat.begin('Hello.', 'Before the poet.')
  await untilInteractive(page)
  await chat.field.pressSequentially('Please @po')
  const list = page.getByRole('listbox', { name: 'Assistants' })
  await expect(list.getByRole('option', { selected: true })).toContainText('Poet')
  await expectAccessible(page)
  const stored = page.waitForResponse((answer) => 'next-action' in answer.request().headers())
  await page.keyboard.press('Enter')
  await expect(chat.field).toHaveValue('Please ')
  await stored
  const chip = page.getByRole('button', { name: 'Assistant: Poet' })
  await expect(chip).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(chip).toBeVisible()
  await expectNoSidewaysScroll(page)
  await reloadPage(page)
  await chip.click()
  await page.getByRole('menuitem', { name: 'Go on without Poet' }).click()
  await expect(chip).toHaveCount(0)
  await chat.field.fill('')
  await chat.field.pressSequentially('@')
  await expect(list).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await chat.field.fill('')
})
