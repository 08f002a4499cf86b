import { expect, test } from '@playwright/test'
import { Chat, signUp } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

/** The one journey that no script answers: the model that `npm start` brings along. It may be slow, and says what it likes. */
const ANSWER_LIMIT_MS = 240_000

test.setTimeout(600_000)

test('sign up, ask the local model, watch it answer, reload, find it in the list', async ({ page }) => {
  await signUp(page)
  const chat = new Chat(page)
  await page.getByRole('button', { name: /^Model/ }).click()
  await page.getByRole('option', { name: /smol|instruct/i }).click()
  await chat.send('Say hello in one short sentence.')
  await expect(chat.lastReply).toHaveText(/\w+/, { timeout: ANSWER_LIMIT_MS })
  await expect(chat.stopButton).toHaveCount(0, { timeout: ANSWER_LIMIT_MS })
  const answer = (await chat.lastReply.textContent()) ?? ''
  await reloadPage(page)
  await expect(chat.questions).toHaveText(/Say hello in one short sentence\./)
  await expect(chat.lastReply).toHaveText(answer)
  // By now it may have any name: the model gives it.
  const { pathname } = new URL(page.url())
  await openPage(page, '/chat')
  await page.getByRole('navigation', { name: 'Conversations' }).locator(`a[href="${pathname}"]`).click()
  await expect(chat.lastReply).toHaveText(answer)
})
