import { expect, test } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expectAccessible } from './support/access.ts'
import { signUp } from './support/chat.ts'
import { openPage, untilInteractive } from './support/open.ts'
import { signIn, signOut } from './support/sign-in.ts'

test('an authenticator app is set up, asked for, replaced by a recovery code, and turned off', async ({
  page,
  browser,
}) => {
  const { email, password } = await signUp(page)
  await openPage(page, '/settings/security')
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const secret = (await page.locator('code').first().textContent()) ?? ''
  const app = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) })
  await expectAccessible(page)
  await page.getByLabel('Code the app shows').fill('000000')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByText('This is not the code of now.').first()).toBeVisible()
  await page.getByLabel('Code the app shows').fill(app.generate())
  await page.getByRole('button', { name: 'Turn on' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const [first = '', second = ''] = await codes.allTextContents()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('You have 10 recovery codes left.')).toBeVisible()

  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const other = await elsewhere.newPage()
  await signIn(other, email, password)
  const code = other.getByLabel('Code of your authenticator app')
  await expect(code).toBeFocused()
  await expectAccessible(other)
  await code.fill('123456')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByText('This is not the code of now, nor an unused recovery code.')).toBeVisible()
  await code.fill(first)
  await other.getByLabel('Do not ask again in this browser for 30 days').check()
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.waitForURL('**/chat')

  // The browser is trusted now; the recovery code is used up for everybody else.
  await signOut(other)
  await signIn(other, email, password)
  await other.waitForURL('**/chat')
  await untilInteractive(other)
  await elsewhere.close()

  const third = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const stranger = await third.newPage()
  await signIn(stranger, email, password)
  const again = stranger.getByLabel('Code of your authenticator app')
  await expect(again).toBeFocused()
  await again.fill(first)
  await stranger.getByRole('button', { name: 'Sign in' }).click()
  await expect(stranger.getByText('nor an unused recovery code.')).toBeVisible()
  await again.fill(second)
  await stranger.getByRole('button', { name: 'Sign in' }).click()
  await stranger.waitForURL('**/chat')
  await untilInteractive(stranger)
  await third.close()

  await page.getByRole('button', { name: 'Turn off' }).click()
  const question = page.getByRole('alertdialog', { name: 'Turn off the second step?' })
  await question.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible()
})
