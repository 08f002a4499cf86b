import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { ageTerms } from './support/behind.ts'
import { signUp } from './support/chat.ts'
import { countMails } from './support/mail.ts'
import { openPage, reloadPage, untilInteractive } from './support/open.ts'
import { submitSignIn } from './support/sign-in.ts'

test('all data comes as one file, made in the background and told by mail', async ({ page, browser }) => {
  const { email } = await signUp(page)
  await page.getByRole('textbox', { name: 'Message' }).fill('A word of mine: quillwort')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/chat\/[0-9a-f]{24}/)

  await openPage(page, '/settings/privacy')
  await page.getByRole('button', { name: 'Ask for my data' }).click()
  await expect(page.getByText(/Your archive is ready: .* until /)).toBeVisible()
  await expectAccessible(page)

  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toMatch(/^Numina data \d{4}-\d\d-\d\d\.zip$/)
  const files = unzipSync(readFileSync(await download.path()))
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  expect(text('README.txt')).toContain(email)
  expect(text('data/messages.json')).toContain('quillwort')
  expect(text('data/users.json')).not.toContain('argon2')

  const here = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  const mails = await here.newPage()
  await expect.poll(() => countMails(mails, email, 'Your data from Numina is ready')).toBe(1)
  await here.close()

  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await openPage(page, '/settings/privacy')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText(/Your archive is ready/)).toHaveCount(0)
})

test('what was agreed to is kept with its history, old conversations go on request, and pages say who runs it', async ({
  page,
}) => {
  await openPage(page, '/sign-up')
  await expectAccessible(page)
  await page.getByRole('navigation', { name: 'Legal' }).getByRole('link', { name: 'Cookies' }).click()
  await expect(page.getByRole('heading', { name: 'Cookies', exact: true })).toBeVisible()
  for (const name of ['terms', 'privacy', 'cookies']) {
    await openPage(page, `/${name}`)
    await expect(page.getByText('has not given their name yet')).toBeVisible()
    await expectAccessible(page)
  }
  const { email } = await signUp(page)
  await ageTerms(email)
  await openPage(page, '/chat')
  await expect(page).toHaveURL(/\/agree$/)
  await expect(page.getByRole('heading', { name: 'Something has changed.' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'I agree' }).click()
  await page.waitForURL('**/chat')
  await openPage(page, '/settings/privacy')
  await expect(page.getByText(/Terms: agreed on/)).toContainText(/agreed on/)
  await expect(page.getByText('Nobody has looked at your data.')).toBeVisible()
  const counting = page.getByRole('switch', { name: 'Counting use' })
  await expect(counting).not.toBeChecked()
  await counting.click()
  await expect(counting).toBeChecked()
  await counting.click()
  await expect(counting).not.toBeChecked()
  await page.getByText('History', { exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Counting use' })).toContainText('withdrawn')

  await page.getByRole('radio', { name: '90 days' }).check()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await reloadPage(page)
  await expect(page.getByRole('radio', { name: '90 days' })).toBeChecked()
  await expectAccessible(page)
})

test('an account is closed, taken back with one click, and closed again', async ({ page, browser }) => {
  const { email, password } = await signUp(page)
  const remove = async () => {
    await openPage(page, '/settings/privacy')
    await page.getByRole('button', { name: 'Delete my account' }).click()
    const question = page.getByRole('alertdialog', { name: 'Delete your account?' })
    await expect(question).toContainText('erased on')
    await question.getByRole('button', { name: 'Delete my account' }).click()
    await page.waitForURL('**/closing')
    await untilInteractive(page)
  }
  const comeBack = async () => {
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.waitForURL('**/sign-in')
    await untilInteractive(page)
    await submitSignIn(page, email, password)
    await page.waitForURL('**/closing')
    await untilInteractive(page)
  }
  await remove()
  await expect(page.getByRole('heading', { name: 'You are signed out.' })).toBeVisible()
  await comeBack()
  await expect(page.getByRole('heading', { name: 'Your account is being deleted.' })).toBeVisible()
  await expectAccessible(page)
  // Nothing else is open.
  await openPage(page, '/settings/privacy')
  await expect(page).toHaveURL(/\/closing$/)
  expect((await page.request.get('/api/conversations')).status()).toBe(401)

  await page.getByRole('button', { name: 'Keep my account' }).click()
  await page.waitForURL('**/chat')
  await remove()

  const here = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  const mails = await here.newPage()
  await expect.poll(() => countMails(mails, email, 'Your Numina account will be deleted')).toBe(2)
  await expect.poll(() => countMails(mails, email, 'Your Numina account stays')).toBe(1)
  await here.close()
})
