import { Chat, command, countedWords, cutActions, expect, pressComposing, test } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

test('another answer is a version beside the first, and the choice is remembered', async ({ page, chat }) => {
  await chat.open()
  await chat.send(`Again ${command({ text: 'The first answer.', times: 1 })} ${command({ text: 'x' })}`)
  await chat.expectReply('The first answer.')
  await chat.replies.last().getByRole('button', { name: 'Answer again' }).click()
  await page.getByRole('menuitem', { name: 'Try again' }).click()
  await expect(chat.lastReply).toContainText('Thank you for telling me.')
  await expect(chat.stopButton).toHaveCount(0)
  const second = (await chat.lastReply.textContent()) ?? ''
  await expect(chat.replies).toHaveCount(1)
  await expect(chat.replies.last()).toContainText('2/2')

  const restore = await cutActions(page)
  await chat.replies.last().getByRole('button', { name: 'Previous version' }).click()
  await expect(page.getByText('Numina could not be reached.')).toBeVisible()
  await restore()
  await page.getByRole('button', { name: 'Try again' }).click()
  await chat.expectReply('The first answer.')
  await expect(chat.replies.last()).toContainText('1/2')
  await reloadPage(page)
  await chat.expectReply('The first answer.')
  await chat.replies.last().getByRole('button', { name: 'Next version' }).click()
  await chat.expectReply(second)

  // The focus goes along, so that one can step on by keyboard.
  await expect(chat.replies.last()).toBeFocused()
  await chat.field.press('Alt+ArrowUp')
  await page.keyboard.press('ArrowLeft')
  await expect(chat.replies.last()).toContainText('1/2')
  await expect(chat.replies.last()).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(chat.replies.last()).toContainText('2/2')
  await expect(chat.replies.last()).toBeFocused()
})

test('an edited question keeps the old one, with what followed it', async ({ page, chat }) => {
  await chat.begin('Answer to the old words.', 'Old words.')
  await chat.send(`Follow-up ${command({ text: 'It goes on.' })}`)
  await chat.expectReply('It goes on.')

  const first = chat.questions.first()
  await first.hover()
  await first.getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByRole('textbox', { name: 'Edit your message' })
  await expect(editor).toBeFocused()
  await editor.fill(`New words. ${command({ text: 'Answer to the new words.' })}`)
  // Another message is edited, and the page goes: the words stay.
  await chat.questions.last().hover()
  await chat.questions.last().getByRole('button', { name: 'Edit' }).click()
  await expect(editor).toHaveValue(/^Follow-up/)
  await reloadPage(page)
  await first.hover()
  await first.getByRole('button', { name: 'Edit' }).click()
  await expect(editor).toHaveValue(/^New words/)
  await editor.press('Enter')
  await chat.expectReply('Answer to the new words.')
  await expect(chat.questions).toHaveText([/^New words/])

  await first.hover()
  await first.getByRole('button', { name: 'Previous version' }).click()
  await expect(chat.questions).toHaveText([/^Old words/, /^Follow-up/])
  await first.hover()
  await first.getByRole('button', { name: 'Edit' }).click()
  await expect(editor).toHaveValue(/^Old words/)
  await reloadPage(page)
  await expect(chat.questions).toHaveText([/^Old words/, /^Follow-up/])
  await chat.expectReply('It goes on.')
})

test('arrow up in the empty field edits the last message; Escape leaves it as it was', async ({
  page,
  chat,
}) => {
  await chat.begin('Fine.')
  await chat.field.press('ArrowUp')
  const editor = page.getByRole('textbox', { name: 'Edit your message' })
  await expect(editor).toHaveValue(/^A question/)
  await pressComposing(editor, 'Escape')
  await expect(editor).toBeFocused()
  await editor.fill('Not these words')
  await editor.press('Escape')
  await expect(editor).toHaveCount(0)
  await expect(chat.field).toBeFocused()
  await expect(chat.questions).toHaveText([/^A question/])
  await chat.field.press('ArrowUp')
  await expect(editor).toHaveValue(/^A question/)
})

test('other words for a question that another window deletes go to the field', async ({ page, chat }) => {
  await chat.begin('Fine.')
  await chat.field.press('ArrowUp')
  await page.getByRole('textbox', { name: 'Edit your message' }).fill('Better words')
  const other = new Chat(await page.context().newPage())
  await openPage(other.page, page.url())
  await other.questions.hover()
  await other.questions.getByRole('button', { name: 'More actions' }).click()
  await other.page.getByRole('menuitem', { name: /Delete/ }).click()
  await expect(chat.questions).toHaveCount(0)
  await expect(chat.field).toHaveValue('Better words')
})

test('an answer that hit the length limit goes on where it ended', async ({ page, chat }) => {
  await chat.open()
  await chat.send(`Long ${command({ text: countedWords(8), finishReason: 'length', times: 1 })}`)
  await expect(page.getByText('as long as the model can make it')).toBeVisible()
  await reloadPage(page)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(chat.lastReply).toHaveText(/^w0 w1 w2 w3 w4 w5 w6 w7.*You said/)
  await expect(page.getByRole('button', { name: 'Continue' })).toHaveCount(0)
  await expect(chat.replies).toHaveCount(1)
})

test('an answer can be asked for with a wish, and by another model', async ({ page, chat }) => {
  await chat.begin('Plain.')
  const last = chat.replies.last()
  for (const [item, version] of [
    ['Shorter', '2/2'],
    ['More detail', '3/3'],
  ] as const) {
    await last.getByRole('button', { name: 'Answer again' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(last).toContainText(version)
    await expect(last.locator('.markdown')).toHaveText('Plain.')
    await expect(chat.stopButton).toHaveCount(0)
  }
  await last.getByRole('button', { name: 'Answer again' }).click()
  await expect(page.getByRole('menu')).toContainText('With another model')
})
