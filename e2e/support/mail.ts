import { type Browser, expect, type Page } from '@playwright/test'

/** How many mails to an address have this subject. `page`: of this machine, as for `linkFromMail`. */
export async function countMails(page: Page, email: string, subject: string | RegExp): Promise<number> {
  await page.goto('/dev/mail')
  return page.getByRole('listitem').filter({ hasText: email }).filter({ hasText: subject }).count()
}

/**
 * Waits for the newest mail to an address with these words in its subject, as /dev/mail shows it.
 *
 * @returns path and query of the first link in it that leads there
 */
export async function linkFromMail(
  browser: Browser,
  { to, subject, path }: { to: string; subject: string; path: string },
): Promise<string> {
  // What was mailed is shown on this machine only: without the address a journey pretends to come from.
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  const page = await context.newPage()
  const mail = page.getByRole('listitem').filter({ hasText: to }).filter({ hasText: subject })
  await expect.poll(() => countMails(page, to, subject)).toBeGreaterThan(0)
  await mail.first().getByRole('link').click()
  const link = page.locator(`a[href*="${path}"]`).first()
  const address = new URL((await link.getAttribute('href')) ?? '', page.url())
  await context.close()
  return address.pathname + address.search
}
