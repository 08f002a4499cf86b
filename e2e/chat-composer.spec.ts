import { command, expect, letGo, pressComposing, test } from './support/chat.ts'
import { holdScripts, openPage, reloadPage } from './support/open.ts'

test('a draft is kept for each conversation across reloads', async ({ page, chat }) => {
  await chat.begin('Yes.', 'With a draft.')
  const address = page.url()
  await chat.field.fill('Half a thought')
  await chat.open()
  await expect(chat.field).toHaveValue('')
  await chat.field.fill('Another thought')
  await reloadPage(page)
  await expect(chat.field).toHaveValue('Another thought')
  await openPage(page, address)
  await expect(chat.field).toHaveValue('Half a thought')
  await chat.send(`Done ${command({ text: 'Good.' })}`)
  await chat.expectReply('Good.')
  await reloadPage(page)
  await expect(chat.field).toHaveValue('')
  await openPage(page, '/chat')
  await expect(chat.field).toHaveValue('Another thought')
})

test('what is typed while the first message is on its way stays with that conversation', async ({
  page,
  chat,
}) => {
  await chat.open()
  const first = `First ${command({ text: 'Answer.', holdAfter: 0 })}`
  await chat.send(first)
  await chat.field.fill('Second, not finished')
  await letGo(first)
  await chat.expectReply('Answer.')
  await expect(chat.field).toHaveValue('Second, not finished')
  await reloadPage(page)
  await expect(chat.field).toHaveValue('Second, not finished')
  await openPage(page, '/chat')
  await expect(chat.field).toHaveValue('')
})

test('what is typed before the page has its script can be sent', async ({ page, chat }) => {
  const release = await holdScripts(page)
  await page.goto('/chat', { waitUntil: 'commit' })
  await chat.field.fill('Typed early')
  await release()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(chat.questions).toHaveText([/^Typed early/])
  await expect(chat.lastReply).toContainText('You said: "Typed early"')
})

test('grows to 40 % of the height, and Shift+Enter begins a line', async ({ page, chat }) => {
  await chat.open()
  const height = async () => (await chat.field.boundingBox())?.height ?? 0
  const one = await height()
  await chat.field.pressSequentially('a')
  await chat.field.press('Shift+Enter')
  await chat.field.pressSequentially('b')
  await expect(chat.field).toHaveValue('a\nb')
  await expect.poll(height).toBeGreaterThan(one)
  await chat.field.fill('line\n'.repeat(200))
  const viewport = page.viewportSize()?.height ?? 0
  await expect.poll(height).toBeCloseTo(viewport * 0.4, -1)
  await chat.field.fill('')
  await expect.poll(height).toBe(one)
})

test('Enter chooses a word of an input method and does not send', async ({ page, chat }) => {
  await chat.open()
  await chat.field.focus()
  const client = await page.context().newCDPSession(page)
  await client.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 })
  await pressComposing(chat.field, 'Enter')
  await expect(chat.questions).toHaveCount(0)
  await client.send('Input.insertText', { text: '日本' })
  await expect(chat.field).toHaveValue('日本')
  await chat.field.press('Enter')
  await expect(chat.questions).toHaveText([/日本/])
})

test('takes a paste of 200 kB; too much is said before it is sent', async ({ chat, page }) => {
  await chat.open()
  await chat.field.focus()
  await chat.paste('word '.repeat(40_000))
  await expect(page.getByText('Pasted text, 200,000 characters')).toBeVisible()
  await page.keyboard.type('Look:')
  await chat.field.press('Enter')
  await expect(chat.questions.first()).toContainText('Show all 200,007 characters')
  await expect(chat.lastReply).toContainText('Thank you for telling me.')
  await expect(chat.stopButton).toHaveCount(0)

  await chat.paste('word '.repeat(80_000))
  await expect(page.getByText('Pasted text, 400,000 characters')).toBeVisible()
  await page.keyboard.type('s')
  await expect(page.getByText('This is 3 characters too long.')).toBeVisible()
  await chat.field.press('Enter')
  await expect(chat.questions).toHaveCount(1)
  await page.keyboard.press('Backspace')
  await expect(page.getByText('too long')).toHaveCount(0)
})

test('the keys are listed', async ({ page, chat }) => {
  await chat.open()
  await page.getByRole('button', { name: 'More', exact: true }).press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Begin a new line')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('/')
  await expect(chat.field).toBeFocused()
  await page.keyboard.press('?')
  await expect(chat.field).toHaveValue('?')
  await chat.field.fill('')
})
