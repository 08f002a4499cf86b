import type { Page } from '@playwright/test'

/**
 * A page from the server shows before its script runs; keys pressed in between do nothing yet. The place for notifications
 * is the one thing that only the script puts there.
 */
export async function untilInteractive(page: Page): Promise<void> {
  await page.getByRole('region', { name: /^Notifications/ }).waitFor({ state: 'attached' })
}

export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await untilInteractive(page)
}

export async function reloadPage(page: Page): Promise<void> {
  await page.reload()
  await untilInteractive(page)
}
