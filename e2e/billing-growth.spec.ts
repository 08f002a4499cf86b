import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { giveRole } from './support/behind.ts'
import { signUp } from './support/chat.ts'
import { countMails } from './support/mail.ts'
import { openPage, untilInteractive } from './support/open.ts'
import { GOOD_CARD, payWith } from './support/pay.ts'
import { makeTeam } from './support/team.ts'

/** Somebody in a browser of their own. */
async function somebody(browser: Browser): Promise<{ page: Page; email: string }> {
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  const page = await context.newPage()
  return { page, ...(await signUp(page)) }
}

test('a quote is asked for from the page of prices, by way of an account, and answered', async ({
  page,
  browser,
}) => {
  const { page: owner, email: ownerEmail } = await somebody(browser)
  await giveRole(ownerEmail, 'owner')

  await openPage(page, '/pricing')
  await page.getByRole('link', { name: 'Ask for a quote' }).click()
  await expect(page.getByText('Asking needs an account')).toBeVisible()
  await page.locator('#quote').getByRole('link', { name: 'Create an account' }).click()
  await page.waitForURL('**/sign-up?*')
  await untilInteractive(page)
  const email = `quote.${Date.now()}@example.com`
  await page.getByLabel('Name').fill('Grace Hopper')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('a long pass phrase of mine')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/pricing#quote')
  await untilInteractive(page)

  const form = page.getByRole('form', { name: 'Ask for Enterprise' })
  await form.getByLabel('For how many people').fill('0')
  await form.getByLabel('What you need').fill('A contract of our own for 40 people.')
  await form.getByRole('button', { name: 'Ask for a quote' }).click()
  await expect(page.getByText('Enter one seat or more.')).toBeVisible()
  await form.getByLabel('For how many people').fill('40')
  await form.getByRole('button', { name: 'Ask for a quote' }).click()
  const own = page.getByRole('list', { name: 'Your requests' }).getByRole('listitem')
  await expect(own).toContainText('Not answered yet')
  await expectAccessible(page)

  await openPage(owner, '/admin/billing')
  const row = owner
    .getByRole('list', { name: 'Requests for a quote' })
    .getByRole('listitem')
    .filter({ hasText: email })
  await expect(row).toContainText('A contract of our own for 40 people.')
  await row.getByRole('button', { name: 'Answer Grace Hopper' }).click()
  await row.getByLabel('Answer to Grace Hopper').fill('Gladly: 40 seats, from Monday.')
  await row.getByRole('button', { name: 'Send the answer' }).click()
  await expect(row).toContainText('Answered')
  await row.getByRole('link', { name: 'Give Grace Hopper a plan' }).click()
  const given = owner.getByRole('region', { name: 'Given plans' })
  await expect(given.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email)
  await expect(given.getByLabel('Seats')).toHaveValue('40')
  await given.getByLabel('Last day').fill('2999-12-31')
  await given.getByRole('button', { name: 'Give the plan' }).click()
  await expect(owner.getByText('Grace Hopper has Enterprise now.', { exact: true })).toBeVisible()
  await expectAccessible(owner)

  await openPage(page, '/settings/billing')
  await expect(page.getByRole('heading', { name: 'Your plan: Enterprise' })).toBeVisible()
  await expect(own).toContainText('Gladly: 40 seats, from Monday.')
  await own.getByRole('button', { name: 'Withdraw' }).click()
  await expect(own).toContainText('Withdrawn')
  await page.setViewportSize({ width: 390, height: 800 })
  await expectNoSidewaysScroll(page)
  const here = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  const mails = await here.newPage()
  await expect.poll(() => countMails(mails, email, 'Your request for Enterprise')).toBe(2)
  await here.close()
  await owner.context().close()
})

test('a press of subscribe that the network swallows loses nothing, and what comes in shows in the figures', async ({
  browser,
}) => {
  const { page, email } = await somebody(browser)
  await makeTeam(page, 'Two of us')
  await openPage(page, '/settings/billing?plan=business&interval=year&currency=BRL&seats=2')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Go to payment' }).click()
  await expect(page.getByText(/offline|cannot be reached|could not be reached/i).first()).toBeVisible()
  await expect(page.getByLabel('Seats')).toHaveValue('2')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Go to payment' }).click()
  await expect(page.getByRole('button', { name: 'Subscribe' })).toBeVisible()
  await payWith(page, GOOD_CARD)
  await page.waitForURL('**/settings/billing?done=paid')
  await untilInteractive(page)

  await openPage(page, '/settings/billing?plan=pro&interval=year')
  await expect(page.getByText(/^Canceling ends Business on .*nothing of yours is deleted\.$/)).toBeVisible()
  await expect(page.getByText('6,000 a day become 1,500')).toBeVisible()
  await page.getByRole('button', { name: 'See what it costs' }).click()
  await expect(page.getByText(/^Nothing is due now: R\$.* is kept for the next invoices\.$/)).toBeVisible()
  await expect(page.getByText(/^After that Pro is R\$290 a year/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Confirm at Stripe' }).click()
  await page.waitForURL('**/p/session/**')
  await expect(page.getByText('R$290').first()).toBeVisible()

  await giveRole(email, 'owner')
  await openPage(page, '/admin/billing')
  const months = page.getByRole('region', { name: 'Month by month' })
  await months.getByLabel('Currency').selectOption('BRL')
  await months.getByLabel('Plan').selectOption('Business')
  const figures = page.getByRole('table', { name: 'What comes in a month, in BRL' })
  await expect(figures.getByRole('row').nth(1)).toContainText('R$165')
  await expect(page.getByRole('img', { name: /^What comes in a month, over/ })).toBeVisible()
  await expectAccessible(page)
  const file = await page.request.get('/api/admin/billing/growth')
  expect(await file.text()).toMatch(/,BRL,Business,16500,16500,/)
  await page.setViewportSize({ width: 390, height: 800 })
  await expectNoSidewaysScroll(page)
  await page.context().close()
})
