import { expect, test } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { signUp } from './support/chat.ts'
import { openPage } from './support/open.ts'
import { signIn } from './support/sign-in.ts'

test('an address is confirmed by the code, and a forgotten password replaced by the link', async ({
  page,
  browser,
}) => {
  const { email } = await signUp(page)

  // What was mailed is on this machine.
  const here = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  const mails = await here.newPage()
  const mine = () => mails.getByRole('listitem').filter({ hasText: email })
  await expect
    .poll(async () => {
      await mails.goto('/dev/mail')
      return mine().count()
    })
    .toBe(1)
  const code = /^(\d{6}) is your/.exec(((await mine().textContent()) ?? '').trim())?.[1] ?? ''
  await expectAccessible(mails)

  await openPage(page, '/settings/account')
  await page.getByLabel('Code').fill('12')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('Enter the six digits of the mail.')).toBeVisible()
  await page.getByLabel('Code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByLabel('Code')).toHaveCount(0)

  await openPage(mails, '/forgot')
  await mails.getByLabel('E-mail').fill(email)
  await mails.getByRole('button', { name: 'Send me a link' }).click()
  await expect(mails.getByText(`If ${email} has an account here`)).toBeVisible()
  await expect
    .poll(async () => {
      await mails.goto('/dev/mail')
      return mine().count()
    })
    .toBe(2)
  await mine().first().getByRole('link').click()
  const address = await mails.getByRole('link', { name: /\/reset\?token=/ }).getAttribute('href')
  await openPage(mails, new URL(address ?? '').pathname + new URL(address ?? '').search)
  await expectAccessible(mails)
  await mails.getByLabel('New password').fill('a password I will keep')
  await mails.getByRole('button', { name: 'Change password' }).click()
  await expect(mails.getByText('Your password is changed')).toBeVisible()

  // The old session is over, the new password opens the account, the link is spent.
  await page.goto('/chat')
  await expect(page).toHaveURL(/\/sign-in/)
  await signIn(mails, email, 'a password I will keep')
  await mails.waitForURL('**/chat')
  await mails.goto(address ?? '')
  await expect(mails.getByRole('heading', { name: 'This link does not work any more.' })).toBeVisible()
  await here.close()
})

test('mails kept on this machine are shown to nobody elsewhere', async ({ page }) => {
  await page.context().setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.9' })
  const answer = await page.goto('/dev/mail')
  expect(answer?.status()).toBe(404)
})

test.describe('on a phone, in the dark', () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  for (const path of [
    '/forgot',
    '/reset?token=nothing-of-the-kind-here',
    '/verify?token=nothing-of-the-kind-here',
  ]) {
    test(`${path.split('?')[0]} is readable and fits`, async ({ page }) => {
      await openPage(page, path)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    })
  }
})
