import type { Page } from '@playwright/test'
import { newId } from '../lib/core/ids.ts'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, expect, sentWith, test } from './support/chat.ts'
import { openPage, reloadPage, untilAnswered } from './support/open.ts'

/** Each journey is about somebody new. */
async function expectSaved(page: Page, fields = 1): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toHaveCount(fields)
}

test('a newcomer is welcomed in three steps, which can be left and skipped, and never stand before the first message', async ({
  page,
  chat,
}) => {
  await openPage(page, '/chat')
  const card = page.getByRole('region', { name: 'Welcome' })
  await expect(card).toContainText('Three short steps')
  await card.getByRole('button', { name: 'Begin' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { name: 'How should Numina call you?' })).toBeVisible()
  await dialog.getByLabel('How to address you').fill('Countess')
  await dialog.getByLabel('Pronouns').fill('she/her')
  await expectAccessible(page)
  // Left mid-sentence: what was entered is saved on the way.
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('heading', { name: 'How should it answer?' })).toBeVisible()
  await dialog.getByRole('radio', { name: 'Playful' }).check()
  await dialog.getByText('What Numina is told about you').click()
  await expect(dialog.getByText('is called Countess')).toContainText('Be light and playful')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Countess')

  await untilAnswered(page)
  const question = `Hello. ${newId()}`
  await chat.send(`${question} ${command({ text: 'Hello.' })}`)
  await chat.expectReply('Hello.')
  const { instructions: told } = await sentWith(question)
  for (const words of ['Countess', 'she/her', 'Be light and playful']) expect(told).toContain(words)

  await openPage(page, '/chat')
  await expect(card).toContainText('step 2 of 3')
  await card.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByRole('radio', { name: 'Playful' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByLabel('What to avoid').fill('Emoji.')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(card).toHaveCount(0)
  await expect(chat.field).toBeFocused()
  // The server hears of it a moment after the page has gone on.
  await expect(async () => {
    await reloadPage(page)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Countess')
    await expect(card).toHaveCount(0, { timeout: 1_000 })
  }).toPass()
})

test('a profile is told as it is entered, tried out, used in answers, and shows what it lacks', async ({
  page,
  chat,
}) => {
  await openPage(page, '/chat')
  await page.getByRole('region', { name: 'Welcome' }).getByRole('button', { name: 'Not now' }).click()
  await expect(page.getByRole('region', { name: 'Welcome' })).toHaveCount(0)
  await openPage(page, '/settings/profile')
  const hint = page.getByRole('region', { name: 'What is still empty' })
  await expect(hint).toContainText('0 of 4 told')
  await page.getByLabel('About you').fill('A night nurse.')
  await expect(hint).toContainText('1 of 4 told')
  const told = page.getByRole('region', { name: 'What Numina is told' })
  await told.getByText('What Numina is told about you').click()
  await expect(told).toContainText('A night nurse.')
  await page.getByRole('radio', { name: 'A lot' }).check()
  await expect(told).toContainText('Be witty')

  const birthday = page.getByLabel('Birthday')
  await birthday.fill(`${new Date().getUTCFullYear() - 5}-01-01`)
  await birthday.blur()
  await expect(birthday).toHaveAccessibleDescription(/people of 16 and older/)
  await birthday.fill('1990-05-12')
  await birthday.blur()
  await page.getByRole('button', { name: /^Answers in/ }).press('Enter')
  const search = page.getByRole('combobox', { name: /^Search/ })
  await expect(search).toBeFocused()
  await page.keyboard.type('Italiano')
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(2)
  await page.keyboard.press('Enter')
  await expect(told).toContainText('Always answer in Italian')
  await expectSaved(page, 4)

  await told.getByRole('button', { name: 'Try an answer' }).click()
  await expect(told).toContainText('I slept badly')
  await expect(told).toContainText('scripted')
  await page.getByRole('radio', { name: 'None' }).check()
  await expect(told).toContainText('before your last change')

  await page.getByRole('radio', { name: 'Less' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced')
  await hint.getByRole('button', { name: 'Do not show this again' }).click()
  await expect(hint).toHaveCount(0)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await reloadPage(page)
  await expect(hint).toHaveCount(0)
  await expect(birthday).toHaveValue('1990-05-12')

  const question = `Ciao. ${newId()}`
  await openPage(page, '/chat')
  await chat.send(`${question} ${command({ text: 'Ciao.' })}`)
  await chat.expectReply('Ciao.')
  const { instructions: sent } = await sentWith(question)
  for (const words of ['A night nurse.', 'Always answer in Italian', 'Make no jokes'])
    expect(sent).toContain(words)
  expect(sent).not.toContain('1990')
})

test('two windows change a profile: different fields both stand, of one field the person chooses', async ({
  page,
  context,
}) => {
  await openPage(page, '/settings/profile')
  const other = await context.newPage()
  await openPage(other, '/settings/profile')
  await page.getByLabel('About you').fill('A nurse.')
  await page.getByLabel('About you').blur()
  await expectSaved(page)
  await other.getByLabel('Pronouns').fill('they/them')
  await other.getByLabel('Pronouns').blur()
  await expectSaved(other)

  const about = other.getByLabel('About you')
  await about.fill('A pilot.')
  await about.blur()
  await expect(other.getByText('In another window it is now:')).toContainText('A nurse.')
  await expect(about).toHaveValue('A pilot.')
  await expectAccessible(other)
  await other.getByRole('button', { name: 'Keep what is here' }).click()
  await expectSaved(other, 2)

  const mine = page.getByLabel('About you')
  await mine.fill('A sailor.')
  await mine.blur()
  const theirs = (at: Page) => at.getByText('In another window it is now:')
  await expect(theirs(page)).toContainText('A pilot.')
  // Neither to leave the field decides it, on the way to a button, nor to leave the page.
  await mine.focus()
  await page.getByRole('button', { name: 'Use that' }).click()
  await expect(mine).toHaveValue('A pilot.')
  await reloadPage(page)
  await expect(mine).toHaveValue('A pilot.')
  await mine.fill('A pilot and a nurse.')
  await mine.blur()
  await expectSaved(page)
  await untilAnswered(page)
  await about.fill('A sailor.')
  await about.blur()
  await expect(theirs(other)).toContainText('A pilot and a nurse.')
  await other.getByRole('link', { name: 'Account', exact: true }).click()
  await expect(other.getByRole('heading', { name: 'Account' })).toBeVisible()
  await openPage(other, '/settings/profile')
  await expect(about).toHaveValue('A pilot and a nurse.')
  await expect(other.getByLabel('Pronouns')).toHaveValue('they/them')
  await other.close()
})
