import type { Page } from '@playwright/test'
import { command, expect, test } from './support/chat.ts'
import { holdToast, undo } from './support/list.ts'
import { reloadPage } from './support/open.ts'

const listOf = (page: Page) => page.getByRole('navigation', { name: 'Conversations' })

test('a conversation is renamed in its title and in the list', async ({ page, chat }) => {
  await chat.begin('Yes.', 'To be renamed.')
  const title = page.getByRole('heading', { level: 1 })
  const field = page.getByRole('textbox', { name: 'Title' })
  await title.getByRole('button').click()
  await expect(field).toBeFocused()
  await page.keyboard.type('Named by hand')
  await page.keyboard.press('Enter')
  await expect(title).toHaveText('Named by hand')
  const link = listOf(page).getByRole('link', { name: 'Named by hand' })
  await expect(link).toBeVisible()

  await link.press('F2')
  await expect(field).toBeFocused()
  await page.keyboard.type('Named again')
  await page.keyboard.press('Enter')
  await expect(title).toHaveText('Named again')
  await expect(listOf(page).getByRole('link', { name: 'Named again' })).toBeFocused()

  await title.getByRole('button').click()
  await expect(field).toBeFocused()
  await page.keyboard.type('Not this')
  await page.keyboard.press('Escape')
  await expect(title).toHaveText('Named again')
  // The page shows a new title before the server has it: a reload meanwhile would be too early.
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const kept = async () =>
    (await (await page.request.get(`/api/conversations/${id}`)).json()).conversation.title
  await expect.poll(kept).toBe('Named again')
  await reloadPage(page)
  await expect(title).toHaveText('Named again')
})

test('a conversation is deleted, and comes back by undo', async ({ page, chat }) => {
  await chat.begin('Yes.', 'To be deleted.')
  const address = page.url()
  const link = listOf(page)
    .getByRole('link', { name: /^To be deleted/ })
    .first()
  await link.press('Delete')
  await holdToast(page, 'Conversation deleted')
  await expect(page).toHaveURL(/\/chat$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Good /)
  await expect(listOf(page).locator(`a[href="${new URL(address).pathname}"]`)).toHaveCount(0)
  // Nothing lies over the field meanwhile.
  await chat.field.click({ trial: true, timeout: 5_000 })

  await undo(page, 'Conversation deleted')
  await expect(page).toHaveURL(address)
  await chat.expectReply('Yes.')
  await expect(listOf(page).locator(`a[href="${new URL(address).pathname}"]`)).toHaveCount(1)

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete conversation' }).click()
  await expect(page).toHaveURL(/\/chat$/)
  await page.goto(address)
  await expect(page.getByText('This conversation does not exist')).toBeVisible()
})

test('the list is one stop of the Tab key, gone through by the arrow keys', async ({ page, chat }) => {
  await chat.begin('Yes.', 'Older.')
  await chat.begin('Yes.', 'Newer.')
  const links = listOf(page).locator('[data-conversations] a')
  await expect(links.first()).toHaveAttribute('aria-current', 'page')
  await expect(listOf(page).locator('[data-conversations] a[tabindex="0"]')).toHaveCount(1)
  await links.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(links.first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(links.last()).toBeFocused()
  await page.keyboard.press('Home')
  await expect(links.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(links.nth(1)).toHaveAttribute('aria-current', 'page')
  await expect(chat.questions.first()).toContainText('Older.')
})

test('a new chat begins empty, also right after the first message, and the browser goes back', async ({
  page,
  chat,
}) => {
  await chat.begin('First.', 'One.')
  const first = page.url()
  await page.keyboard.press('Control+Shift+O')
  await expect(page).toHaveURL(/\/chat$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Good /)
  await expect(chat.questions).toHaveCount(0)
  await page.goBack()
  await expect(page).toHaveURL(first)
  await chat.expectReply('First.')
  await page.goForward()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Good /)
})

test('the browser goes back to a conversation as it is now, not as it was opened', async ({ page, chat }) => {
  await chat.begin('Of another.', 'Another one.')
  await chat.open()
  await chat.begin('First answer.', 'The one.')
  const list = page.getByRole('navigation', { name: 'Conversations' })
  const open = (name: RegExp) => list.getByRole('link', { name }).first().click()
  await open(/^Another one/)
  await expect(chat.lastReply).toHaveText('Of another.')
  await open(/^The one/)
  await expect(chat.lastReply).toHaveText('First answer.')
  await chat.send(`Second ${command({ text: 'Second answer.' })}`)
  await chat.expectReply('Second answer.')
  await open(/^Another one/)
  await expect(chat.lastReply).toHaveText('Of another.')
  await page.goBack()
  await expect(chat.lastReply).toHaveText('Second answer.')
  await chat.send(`Third ${command({ text: 'Third answer.' })}`)
  await chat.expectReply('Third answer.')
  await reloadPage(page)
  await expect(chat.questions).toHaveCount(3)
})

test('a new chat that is asked for the moment the first message gets its address begins empty', async ({
  page,
  chat,
}) => {
  await chat.open()
  await page.evaluate(() => {
    const replace = history.replaceState.bind(history)
    history.replaceState = (...args) => {
      replace(...args)
      if (!String(args[2]).startsWith('/chat/')) return
      history.replaceState = replace
      const keys = { key: 'O', code: 'KeyO', ctrlKey: true, shiftKey: true, bubbles: true }
      document.body.dispatchEvent(new KeyboardEvent('keydown', keys))
    }
  })
  await chat.send('First.')
  await expect(page.getByRole('link', { name: 'First.' })).toBeVisible()
  await expect(page).toHaveURL(/\/chat$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Good /)
  await expect(chat.questions).toHaveCount(0)
})

test('the model of a conversation is chosen before and after it begins', async ({ page, chat }) => {
  await chat.open()
  const picker = page.getByRole('button', { name: /^Model: / })
  await expect(picker).not.toHaveAccessibleName('Model: none')
  const models = page.getByRole('listbox', { name: 'Models' })
  for (const name of ['scripted-two', 'scripted']) {
    await picker.click()
    await models
      .getByRole('option')
      .filter({ has: page.getByText(name, { exact: true }) })
      .first()
      .click()
    await expect(picker).toHaveAccessibleName(`Model: ${name}`)
  }
  await chat.send('Which one?')
  await chat.expectAddress()
  await expect(chat.lastReply).toContainText('Which one?')
  await expect(chat.stopButton).toHaveCount(0)
  await reloadPage(page)
  await expect(picker).toHaveAccessibleName('Model: scripted')
})
