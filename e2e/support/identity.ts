import type { Page } from '@playwright/test'

/** Signs in at the provider of the journeys (identity-provider/main.ts) as whom the address says. */
export async function signInAtProvider(page: Page, address: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(address)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}
