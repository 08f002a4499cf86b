import type { Page } from '@playwright/test'
import { newId } from '../lib/core/ids.ts'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { expect, giveScript, sentWith, test } from './support/chat.ts'
import { seedFeelings } from './support/feelings.ts'
import { openPage, reloadPage } from './support/open.ts'
import { watchPolicy } from './support/policy.ts'

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
  await expect
    .poll(async () => (await page.request.get('/api/insight')).json())
    .toMatchObject({ isOn: false, isPaused: false })
  await reloadPage(page)
  await page.getByText('History', { exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Emotional insight' })).toContainText('withdrawn')
})

test('months of feelings are seen, told by tap, looked back on, taken along and deleted', async ({
  page,
}) => {
  const troubles = watchPolicy(page)
  await openPage(page, '/insights')
  await expect(page.getByText('It is off, so nothing is read')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Read what it does, and turn it on' }).click()
  const reads = page.getByRole('switch', { name: 'Read how my messages feel' })
  await reads.click()
  await expect(reads).toBeChecked()
  await openPage(page, '/insights')
  await expect(page.getByText('Nothing is known of these days yet')).toBeVisible()
  await seedFeelings(page, 80)
  await reloadPage(page)
  await expect(page.getByRole('img', { name: 'Mood by day: 64 of 90 days are known.' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'A walk by the river' })).toBeVisible()
  await expectAccessible(page)

  const slider = page.getByRole('slider', { name: 'How are you right now?' })
  await slider.click()
  await expect(page.getByText('Kept: in between.')).toBeVisible()
  await expect(slider).toHaveAttribute('aria-valuetext', 'In between')
  await page.keyboard.press('End')
  await expect(page.getByText('Kept: very good.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'relief' }).click()
  await page.getByRole('textbox', { name: 'A note, if you like' }).fill('Slept well')
  await page.getByRole('button', { name: 'Save' }).click()
  const checkIns = page.getByRole('list', { name: 'Check-ins' })
  await expect(checkIns).toContainText('pleasant: relief')
  await expect(checkIns).toContainText('Slept well')
  await page.getByText('As a table').first().click()
  const table = page.getByRole('table', { name: 'Mood by day' })
  await expect(table.getByRole('row').last()).toContainText('your word')
  await expect(table.getByRole('row').last()).toContainText('+1.00, pleasant')

  await giveScript({ match: 'Slept well', mode: 'json', times: 'always', text: 'It was a mixed week.' })
  await page.getByRole('button', { name: 'Look back at this week' }).click()
  const draft = page.getByRole('textbox', { name: /–/ })
  await expect(draft).toHaveValue('It was a mixed week.')
  await draft.fill('It was a week of my own.')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Reflections' })).toContainText('It was a week of my own.')

  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await waiting).suggestedFilename()).toMatch(/^numina-insights-.*\.csv$/)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await openPage(page, '/insights?days=365')
  await expect(page.getByRole('img', { name: /^Mood by week/ })).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await page.getByRole('button', { name: 'Delete everything' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete everything?' })
  await question.getByRole('button', { name: 'Delete everything' }).click()
  await expect(page.getByText(/^Deleted: 129 readings, 1 check-in and 1 reflection/)).toBeVisible()
  await expect(page.getByText('Nothing is known of these days yet')).toBeVisible()
  expect(troubles).toEqual([])
})
