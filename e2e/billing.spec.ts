import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { expect, test } from './support/chat.ts'
import { openPage, untilInteractive } from './support/open.ts'
import { GOOD_CARD, goToPayment, payWith } from './support/pay.ts'

test('somebody subscribes from the page of prices, cancels in the portal, and changes their mind', async ({
  page,
}) => {
  await openPage(page, '/pricing')
  await page.getByRole('radio', { name: 'Yearly' }).check()
  await page.getByLabel('Currency').selectOption('JPY')
  const pro = page.getByRole('list', { name: 'Plans' }).getByRole('listitem').filter({ hasText: 'Pro' })
  await expect(pro).toContainText('¥14,000')
  await expectAccessible(page)
  await pro.getByRole('link', { name: 'Choose Pro' }).click()
  await page.waitForURL('**/settings/billing?*')
  await expect(page.getByText('¥14,000')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Yearly' })).toBeChecked()
  await expectAccessible(page)

  await goToPayment(page)
  await payWith(page, GOOD_CARD)
  await page.waitForURL('**/settings/billing?done=paid')
  await untilInteractive(page)
  await expect(page.getByText('Thank you. Pro is yours from now on.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Your plan: Pro' })).toBeVisible()
  await expect(page.getByText('VISA ending in 4242')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Your menu/ })).toContainText('Pro')
  const pdf = await page.getByRole('link', { name: /^Invoice .* as PDF$/ }).getAttribute('href')
  expect((await page.request.get(pdf ?? '')).headers()['content-type']).toContain('application/pdf')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Cancel plan' }).click()
  await expect(page.getByRole('heading', { name: 'Cancel plan' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel plan' }).click()
  await page.waitForURL('**/settings/billing')
  await untilInteractive(page)
  await expect(page.getByText(/^Pro stays until .* and then ends\./)).toBeVisible()

  await page.getByRole('button', { name: 'Keep the plan' }).click()
  await page.getByRole('button', { name: 'Don’t cancel' }).click()
  await expect(page.getByRole('link', { name: 'Cancel plan' })).toBeVisible()
  await page.getByRole('link', { name: /Back to Numina/ }).click()
  await page.waitForURL('**/settings/billing')
  await untilInteractive(page)
  await expect(page.getByText(/^Pro, paid by the year\. It renews on/)).toBeVisible()
  await page.setViewportSize({ width: 390, height: 800 })
  await expectNoSidewaysScroll(page)
})

test('a card that is declined costs nothing, and whoever opens the page after a payment has paid nothing', async ({
  page,
}) => {
  await openPage(page, '/settings/billing?plan=business&interval=month&currency=EUR')
  await expect(page.getByText('One seat: this workspace is yours alone.')).toBeVisible()
  await expect(page.getByText('€29')).toBeVisible()
  await goToPayment(page)
  const checkout = page.url().match(/cs_\w+/)?.[0] ?? ''
  await payWith(page, '4000 0000 0000 0002')
  await expect(page.getByText(/declined/i).first()).toBeVisible()

  await openPage(page, `/settings/billing?checkout=${checkout}`)
  await expect(page.getByText('Nothing has been paid yet, and nothing was charged.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Your plan: Free' })).toBeVisible()
  await openPage(page, '/settings/billing?checkout=cs_test_of_somebody_else')
  await expect(page.getByText('This checkout does not exist')).toBeVisible()
})
