import type { Page } from '@playwright/test'
import { openPage, untilInteractive } from './open.ts'

/** Signs in by the form that stands open. What comes of it is for the caller to await. */
export async function submitSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await openPage(page, '/sign-in')
  await submitSignIn(page, email, password)
}

export async function signOut(page: Page): Promise<void> {
  await untilInteractive(page)
  await page.getByRole('button', { name: /^Your menu/ }).click()
  // A passkey at hand leads on from there at once.
  const out = page.waitForURL('**/sign-in', { waitUntil: 'commit' })
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await out
}
