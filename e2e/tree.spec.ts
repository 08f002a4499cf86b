import { expectAccessible } from './support/access.ts'
import { command, expect, test } from './support/chat.ts'
import { reloadPage, untilInteractive } from './support/open.ts'

test('a message is deleted, comes back by undo, and stays away without it', async ({ page, chat }) => {
  await chat.begin('The first answer.', 'First.')
  await chat.send(`Second. ${command({ text: 'The second answer.' })}`)
  await chat.expectReply('The second answer.')
  const remove = async (article: typeof chat.replies) => {
    await article.hover()
    await article.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete message' }).click()
  }
  const undo = page.getByRole('button', { name: 'Undo' })

  await remove(chat.replies.first())
  await expect(chat.replies).toHaveText([/The second answer/])
  await expect(chat.field).toBeFocused()
  await undo.click()
  await expect(chat.replies).toHaveText([/The first answer/, /The second answer/])

  await remove(chat.questions.first())
  await expect(chat.questions).toHaveText([/^Second/])
  await expectAccessible(page)
  await reloadPage(page)
  await expect(chat.questions).toHaveText([/^Second/])
  const orphan = chat.replies.first()
  await orphan.hover()
  await expect(orphan.getByRole('button', { name: 'Answer again' })).toHaveCount(0)
  await chat.send(`Third. ${command({ text: 'The third answer.' })}`)
  await chat.expectReply('The third answer.')

  for (let left = 5; left > 0; left--) {
    await remove(page.getByRole('article').last())
    await expect(page.getByRole('article')).toHaveCount(left - 1)
  }
  await undo.last().click()
  await expect(chat.replies).toHaveText([/The first answer/])
  await reloadPage(page)
  await expect(page.getByRole('article')).toHaveText([/The first answer/])
})

test('nothing can be deleted while an answer is being made', async ({ page, chat }) => {
  await chat.begin('The first answer.', 'First.')
  await chat.send(`Long. ${command({ text: 'word '.repeat(300), tokenMs: 30 })}`)
  await expect(chat.replies).toHaveCount(2)
  await chat.replies.first().hover()
  await chat.replies.first().getByRole('button', { name: 'More actions' }).click()
  await expect(page.getByRole('menuitem', { name: 'Delete message' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await chat.stopButton.click()
  await expect(chat.stopButton).toHaveCount(0)
})

test('a conversation is forked from any message and goes on by itself', async ({ page, chat }) => {
  await chat.begin('The first answer.', 'Fork me.')
  const address = page.url()
  await chat.send(`Second. ${command({ text: 'The second answer.' })}`)
  await chat.expectReply('The second answer.')
  await chat.replies.first().hover()
  await chat.replies.first().getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Fork from here' }).click()
  await expect(page).not.toHaveURL(address)
  await expect(page.getByRole('article')).toHaveCount(2)
  await expect(page.getByRole('main').getByRole('button', { name: /\(fork\)$/ })).toBeVisible()
  await chat.send(`Elsewhere. ${command({ text: 'A new way.' })}`)
  await chat.expectReply('A new way.')
  await page.goto(address)
  await untilInteractive(page)
  await expect(chat.questions).toHaveText([/^Fork me/, /^Second/])
})
