import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expectAccessible } from './support/access.ts'
import { signUp } from './support/chat.ts'
import { signInAtProvider } from './support/identity.ts'
import { linkFromMail } from './support/mail.ts'
import { openPage, untilInteractive } from './support/open.ts'

const someAddress = (name: string) => `${name}.${randomBytes(6).toString('hex')}@example.com`

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Your menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await untilInteractive(page)
}

test('an account at a provider opens, is unlinked and linked again, and asks for the second step', async ({
  page,
}) => {
  const email = someAddress('emmy')
  const byProvider = page.getByRole('button', { name: 'Continue with Hilbert' })
  await openPage(page, '/sign-up?callbackUrl=/settings/security')
  await expectAccessible(page)
  await byProvider.click()
  await signInAtProvider(page, email)
  await page.waitForURL('**/settings/security')
  await untilInteractive(page)
  await expectAccessible(page)

  // The last way in stays, until there is a password.
  const unlink = page.getByRole('button', { name: 'Unlink Hilbert' })
  const question = page.getByRole('alertdialog', { name: 'Unlink Hilbert?' })
  await unlink.click()
  await question.getByRole('button', { name: 'Unlink' }).click()
  await expect(page.getByText('This is the last way into your account.')).toBeVisible()
  await openPage(page, '/settings/account')
  await page.getByLabel('Password', { exact: true }).fill('a password set later')
  await page.getByRole('button', { name: 'Set a password' }).click()
  await expect(page.getByRole('button', { name: 'Change password' })).toBeVisible()
  await openPage(page, '/settings/security')
  await unlink.click()
  await question.getByRole('button', { name: 'Unlink' }).click()
  await expect(unlink).toHaveCount(0)

  // The same address alone does not open the account.
  await signOut(page)
  await byProvider.click()
  await expect(page.getByText('There is an account with this e-mail already.')).toBeVisible()
  await untilInteractive(page)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('a password set later')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/chat')
  await openPage(page, '/settings/security')
  await page.getByRole('button', { name: 'Link Hilbert' }).click()
  await expect(page.getByText('Hilbert opens your account from now on.')).toBeVisible()
  await untilInteractive(page)

  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const secret = (await page.locator('code').first().textContent()) ?? ''
  const app = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) })
  await page.getByLabel('Code the app shows').fill(app.generate({ timestamp: Date.now() - 30_000 }))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await signOut(page)
  await byProvider.click()
  await page.waitForURL('**/sign-in/step**')
  await untilInteractive(page)
  await expectAccessible(page)
  await page.getByLabel('Code of your authenticator app').fill(app.generate())
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/chat')
  await expect(page.getByRole('button', { name: 'Your menu: Emmy Noether' })).toBeVisible()
  await untilInteractive(page)
})

test('a link by e-mail signs in once, in another tab, and drops the password of an address nobody confirmed', async ({
  page,
  browser,
}) => {
  const { email, password } = await signUp(page)
  await untilInteractive(page)
  await signOut(page)
  await page.getByRole('link', { name: 'E-mail me a link' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in by e-mail.' })).toBeVisible()
  await page.getByLabel('E-mail').fill(someAddress('nobody'))
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('has an account here, a mail with a link is on its way.')).toBeVisible()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send another link' }).click()
  await expect(page.getByText(`If ${email} has an account here`)).toBeVisible()
  const link = await linkFromMail(browser, { to: email, subject: 'Your link', path: '/sign-in/link' })

  // A program that looks at links uses nothing up.
  await page.request.get(link)
  const tab = await page.context().newPage()
  await openPage(tab, link)
  await expect(tab.getByText(email)).toBeVisible()
  await expect(tab.getByText('Nobody has confirmed this address before.')).toBeVisible()
  await expectAccessible(tab)
  await tab.getByRole('button', { name: 'Sign in' }).click()
  await tab.waitForURL('**/chat')
  await untilInteractive(tab)
  await tab.close()

  await openPage(page, link)
  await expect(page.getByRole('heading', { name: 'This link does not work any more.' })).toBeVisible()
  await openPage(page, '/settings/account')
  await expect(page.getByRole('button', { name: 'Set a password' })).toBeVisible()
  await signOut(page)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This e-mail and password do not fit together.')).toBeVisible()
})
