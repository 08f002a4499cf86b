import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { type Chat, command, countedWords, cutActions, expect, letGo, test } from './support/chat.ts'
import { reloadPage } from './support/open.ts'

/** The menu of models, and in it the second one. */
async function askTwoModels({ page }: Chat): Promise<void> {
  await page.getByRole('button', { name: /^Model:/ }).click()
  await page.getByRole('button', { name: 'Ask a second model, too' }).click()
  await page.getByRole('option', { name: /^scripted-two/ }).click()
  await expect(page.getByText('Your next question goes to scripted-two, too.')).toBeVisible()
}

const answerBy = ({ page }: Chat, model: string) =>
  page.getByRole('region', { name: `Answer by ${model}`, exact: true })

test('one question to two models: both write at once, survive a reload, and one is kept', async ({
  page,
  chat,
}) => {
  await chat.open()
  await askTwoModels(chat)
  const which = `Which? ${command({ text: countedWords(300), holdAfter: 10 })}`
  await chat.send(which)
  const [first, second] = [answerBy(chat, 'scripted'), answerBy(chat, 'scripted-two')]
  await expect(first).toContainText('w3')
  await expect(second).toContainText('w3')
  await chat.expectAddress()
  await reloadPage(page)
  await expect(first).toContainText('w0 w1 w2')
  await expect(second).toContainText('w0 w1 w2')

  await chat.send(`And then? ${command({ text: 'Then this.' })}`)
  await expect(page.getByText('Sent when you keep one of the answers')).toBeVisible()
  await first.getByRole('button', { name: 'Stop this answer' }).click()
  await expect(first).toContainText('Stopped')
  await expect(second).toContainText('Writing')
  await expect(page.getByText('Sent when you keep one of the answers')).toBeVisible()
  await letGo(which)
  await expect(second).toContainText('Ready')
  await expect(second.locator('.markdown')).toHaveText(countedWords(300))
  await expectAccessible(page)
  // Both have ended, and neither was chosen: they wait side by side.
  await reloadPage(page)
  await expect(first).toContainText('Stopped')
  await expect(second.locator('.markdown')).toHaveText(countedWords(300))
  await second.getByRole('button', { name: 'Keep this answer' }).click()
  await expect(second).toHaveCount(0)
  await chat.expectReply('Then this.')
  await expect(chat.questions).toHaveCount(2)
  await expect(chat.replies.first()).toContainText('2/2')
  await expect(chat.replies.first().locator('.markdown')).toHaveText(countedWords(300))
  await reloadPage(page)
  await expect(chat.replies.first()).toContainText('2/2')
})

test('one of two fails while the other goes on', async ({ page, chat }) => {
  await chat.open()
  await askTwoModels(chat)
  const failure = command({ failure: 'invalid_api_key', times: 1 })
  await chat.send(`Which? ${failure}`)
  const failed = page.getByRole('region', { name: /^Answer by/ }).filter({ hasText: 'Failed' })
  const good = page
    .getByRole('region', { name: /^Answer by/ })
    .filter({ hasText: 'Thank you for telling me.' })
  await expect(failed).toBeVisible()
  await expect(good).toContainText('Ready')
  await expect(failed.getByRole('button', { name: 'Keep this answer' })).toBeDisabled()
  await good.getByRole('button', { name: 'Keep this answer' }).click()
  await expect(chat.lastReply).toContainText('Thank you for telling me.')
  await expect(good).toHaveCount(0)
})

test('two that both fail can be left, and the question asked again', async ({ page, chat }) => {
  await chat.open()
  await askTwoModels(chat)
  await chat.send(`Which? ${command({ failure: 'invalid_api_key', times: 2 })}`)
  const answers = page.getByRole('region', { name: /^Answer by/ })
  await expect(answers.filter({ hasText: 'Failed' })).toHaveCount(2)
  await answers.first().getByRole('button', { name: 'Keep this answer' }).click()
  await expect(answers).toHaveCount(0)
  await chat.replies.last().getByRole('button', { name: 'Try again' }).click()
  await expect(chat.lastReply).toContainText('Thank you for telling me.')
})

test('an answer is compared with one by another model, on a phone by tabs', async ({ page, chat }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await chat.begin('The first answer.')
  await chat.replies.last().getByRole('button', { name: 'Answer again' }).click()
  await page.getByRole('menuitem', { name: 'Compare with' }).press('ArrowRight')
  await page.getByRole('menu', { name: 'Compare with' }).getByText('scripted-two').click()
  const [first, second] = [answerBy(chat, 'scripted'), answerBy(chat, 'scripted-two')]
  await expect(first).toBeInViewport()
  await expect(second).not.toBeInViewport()
  await page.getByRole('button', { name: 'scripted-two', exact: true }).click()
  await expect(second).toBeInViewport()
  await expect(first).not.toBeInViewport()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'scripted', exact: true }).click()
  await expect(second).toContainText('Ready')
  const restore = await cutActions(page)
  await first.getByRole('button', { name: 'Keep this answer' }).click()
  await expect(page.getByText('Numina could not be reached.')).toBeVisible()
  await expect(second).toContainText('Ready')
  await restore()
  await first.getByRole('button', { name: 'Keep this answer' }).click()
  await expect(first).toHaveCount(0)
  await chat.expectReply('The first answer.')
  await expect(chat.replies.last()).toContainText('1/2')
})
