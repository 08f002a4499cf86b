import type { Page } from '@playwright/test'
import { expect, test } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

const menu = (page: Page) => page.getByRole('button', { name: /^Your menu/ })

test.beforeEach(async ({ page }) => {
  await openPage(page, '/settings/profile')
})

test('the theme changes at once, is there at the first paint, and follows the account', async ({
  page,
  browser,
}) => {
  const html = page.locator('html')
  const saved = page.waitForResponse((answer) => 'next-action' in answer.request().headers())
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('body')).toHaveCSS('color-scheme', 'dark')

  await saved
  const served = await page.request.get('/settings/profile')
  expect(await served.text()).toMatch(/<html[^>]*data-theme="dark"/)

  const cookies = (await page.context().cookies()).filter((cookie) => cookie.name !== 'numina-theme')
  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin })
  await elsewhere.addCookies(cookies)
  const other = await elsewhere.newPage()
  await other.goto('/settings/profile')
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark')
  await elsewhere.close()

  await menu(page).click()
  // On a slow server the menu is there before the places in it, and moves when they come.
  await expect(page.getByRole('status', { name: 'Loading your teams' })).toHaveCount(0)
  await page.getByRole('menuitemradio', { name: 'As the system' }).click()
  await expect(html).toHaveAttribute('data-theme', 'system')
})

test('the text size stays with this browser while the account cannot have it, and reaches it later', async ({
  page,
  browser,
  account,
}) => {
  const scale = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--reading-scale').trim())
  const size = (of: Page, name: string) => of.getByRole('radio', { name, exact: true })
  const context = await browser.newContext({ storageState: account })
  const phone = await context.newPage()
  const sizeOfAccount = async () => {
    await openPage(phone, '/settings/profile')
    return phone.locator('html').getAttribute('data-text-size')
  }
  await size(page, 'Large').check()
  await expect.poll(sizeOfAccount).toBe('large')

  await page.route('**/settings/profile', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await size(page, 'Larger').check()
  await expect(page.getByText('This is saved for this browser only, for now.', { exact: true })).toBeVisible()
  await expect.poll(scale).toBe('1.25')
  expect(await sizeOfAccount()).toBe('large')
  await page.unroute('**/settings/profile')

  await reloadPage(page)
  await expect(size(page, 'Larger')).toBeChecked()
  await expect.poll(sizeOfAccount).toBe('larger')
  await size(page, 'Normal').check()
  await expect.poll(scale).toBe('1')
  await context.close()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('letters of twice the size make nothing wider than the screen', async ({ page }) => {
    const tooWide = () =>
      page
        .locator('html, main, main .overflow-y-auto')
        .evaluateAll((all) => all.filter((box) => box.scrollWidth > box.clientWidth).length)
    for (const path of ['/chat', '/settings/profile', '/settings/security', '/settings/data', '/memory']) {
      await openPage(page, path)
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      await expect.poll(tooWide, path).toBe(0)
    }
    await openPage(page, '/chat')
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    const field = await page.getByRole('textbox', { name: 'Message', exact: true }).boundingBox()
    expect(field?.width).toBeGreaterThan(250)
    await page.getByRole('button', { name: 'Open the menu' }).click()
    await page.getByRole('button', { name: 'Choose conversations' }).click()
  })
})
