import type { Page } from '@playwright/test'
import { newId } from '../lib/core/ids.ts'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { expect, giveScript, sentWith, test } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

/** Opens the mark of the last message of one's own. */
async function openMark(page: Page) {
  const own = page.getByRole('article', { name: 'You' }).last()
  await own.hover()
  await own.getByRole('button', { name: 'How this reads' }).click()
  return page.getByRole('dialog', { name: 'How this reads' })
}

test('a feeling is read with consent, explained, corrected, heeded, and gone when it is turned off', async ({
  page,
  chat,
}) => {
  const word = newId()
  const sad = `My dog ${word} died. I am so sad.`
  await giveScript({ match: word, times: 'always', text: 'I am sorry to hear that.' })
  await openPage(page, '/settings/privacy')
  const reads = page.getByRole('switch', { name: 'Read how my messages feel' })
  await expect(reads).not.toBeChecked()
  await reads.click()
  await expect(page.getByText('0 readings, 0 of them')).toBeVisible()
  await expectAccessible(page)

  await chat.open()
  await chat.send(sad)
  await chat.expectReply('I am sorry to hear that.')
  await chat.expectAddress()
  const card = await openMark(page)
  await expect(card).toContainText('This reads as sadness')
  await expect(card.getByRole('listitem').filter({ hasText: 'sad' }).first()).toBeVisible()
  await expectAccessible(page)
  await card.getByRole('button', { name: 'Something else' }).click()
  await card.getByRole('button', { name: 'grief', exact: true }).click()
  await expect(card.getByRole('status')).toContainText('You say: grief')
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)

  const next = `What now? ${newId()}`
  await chat.send(next)
  await expect(chat.replies).toHaveCount(2)
  await expect(chat.stopButton).toHaveCount(0)
  expect((await sentWith(next)).instructions).toContain('The person has said that they feel: grief.')
  await page.getByRole('button', { name: /% of 128/ }).click()
  const panel = page.getByRole('region', { name: 'What the model sees' })
  await expect(panel).toContainText('How you seem to feel')
  await expect(panel).toContainText('Do not mention or name it unless they ask')
  await page.keyboard.press('Escape')

  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await reloadPage(page)
  const small = await openMark(page)
  await small.getByRole('button', { name: 'Off in this conversation' }).click()
  await small.getByRole('button', { name: 'Turn off and delete' }).click()
  await expect(small).toContainText('Reading is off in this conversation')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await small.getByRole('button', { name: 'Pause' }).click()
  await expect(small.getByRole('button', { name: 'Go on reading' })).toBeVisible()

  await openPage(page, '/settings/privacy')
  await expect(page.getByRole('switch', { name: 'Pause' })).toBeChecked()
  await reads.click()
  const question = page.getByRole('alertdialog', { name: 'Turn emotional insight off?' })
  await question.getByRole('button', { name: 'Turn off and delete' }).click()
  await expect(question).toHaveCount(0)
  await expect(reads).not.toBeChecked()
  expect(await (await page.request.get('/api/insight')).json()).toMatchObject({
    isOn: false,
    isPaused: false,
  })
  await page.getByText('History', { exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Emotional insight' })).toContainText('withdrawn')
})
