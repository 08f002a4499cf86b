import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { signUp } from './support/chat.ts'
import { openPage } from './support/open.ts'

/** How many mails to an address have this subject. What was mailed is on this machine. */
async function countMails(page: Page, email: string, subject: string | RegExp): Promise<number> {
  await page.goto('/dev/mail')
  return page.getByRole('listitem').filter({ hasText: email }).filter({ hasText: subject }).count()
}

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
