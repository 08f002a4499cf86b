import { expect, type Page } from '@playwright/test'

/** A test card of Stripe's that pays. */
export const GOOD_CARD = '4242 4242 4242 4242'

/** Fills the hosted page of the local Stripe with one of Stripe's test cards, and presses what it says there. */
export async function payWith(
  page: Page,
  card: string,
  button: string | RegExp = 'Subscribe',
): Promise<void> {
  await page.getByLabel('Card number').fill(card)
  await page.getByLabel('Expiry').fill('12 / 40')
  await page.getByLabel('Security code').fill('123')
  await page.getByLabel('Name on card').fill('Ada Lovelace')
  await page.getByRole('button', { name: button }).click()
}

/** From Numina's page of billing to the hosted page, where the money is. */
export async function goToPayment(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go to payment' }).click()
  await expect(page.getByRole('button', { name: 'Subscribe' })).toBeVisible()
}
