import { expect, type Page, test } from '@playwright/test'
import { signUp } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await openPage(page, '/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('a new password ends the other sessions, and a new sign-out ends them all', async ({
  page,
  browser,
}) => {
  const { email, password } = await signUp(page)
  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const other = await elsewhere.newPage()
  await signIn(other, email, password)
  await other.waitForURL('**/chat')

  await openPage(page, '/settings/account')
  await page.getByLabel('Current password', { exact: true }).fill('not this one')
  await page.getByLabel('New password', { exact: true }).fill('another long pass phrase')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByLabel('Current password', { exact: true })).toHaveAccessibleDescription(
    /This is not your current password\./,
  )
  await page.getByLabel('Current password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed.')).toBeVisible()
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue('')

  // This browser stays in, the other is out, and only the new password opens the door.
  await reloadPage(page)
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible()
  await other.goto('/settings/account')
  await expect(other).toHaveURL(/\/sign-in/)
  await signIn(other, email, password)
  await expect(other.getByText('This e-mail and password do not fit together.')).toBeVisible()
  await signIn(other, email, 'another long pass phrase')
  await other.waitForURL('**/chat')

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  const question = page.getByRole('alertdialog', { name: 'Sign out everywhere?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toHaveCount(0)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await question.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.waitForURL('**/sign-in')
  await other.goto('/settings/account')
  await expect(other).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})
