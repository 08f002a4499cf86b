import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { expect, test } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

/** So many fields say that they are saved; "Not saved" does not count. */
async function expectSaved(page: Page, fields = 1): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toHaveCount(fields)
}

const menu = (page: Page) => page.getByRole('button', { name: /^Your menu/ })

test.beforeEach(async ({ page }) => {
  await openPage(page, '/settings/profile')
})

test('a name shows in the side bar as soon as it is saved; an empty one is refused in place', async ({
  page,
}) => {
  const name = page.getByLabel('Name')
  await name.fill('Ada King')
  await expectSaved(page)
  await expect(menu(page)).toHaveAccessibleName('Your menu: Ada King')

  await name.fill('   ')
  await name.blur()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(name).toHaveAccessibleDescription(/Enter your name\./)

  await name.fill('Ada Lovelace')
  await name.blur()
  await expectSaved(page)
  await expect(menu(page)).toHaveAccessibleName('Your menu: Ada Lovelace')
  await reloadPage(page)
  await expect(name).toHaveValue('Ada Lovelace')
})

test('language and time zone are found by typing, with the keys alone', async ({ page }) => {
  const zone = page.getByRole('button', { name: /^Time zone/ })
  await zone.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Search time zones' })).toBeFocused()
  await page.keyboard.type('kolkata')
  const found = page.getByRole('listbox').getByRole('option')
  await expect(found).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(zone).toHaveAccessibleName('Time zone Asia/Kolkata')
  await expect(zone).toBeFocused()
  await expectSaved(page)
  await expect(page.getByRole('button', { name: /^Use / })).toBeVisible()

  const language = page.getByRole('button', { name: /^Language/ })
  const search = page.getByRole('combobox', { name: 'Search languages' })
  await language.press('Enter')
  await expect(search).toBeFocused()
  await page.keyboard.type('portugues')
  await expect(found.first()).toContainText('Português')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(language).toHaveAccessibleName('Language Português (Brasil)')
  await expect(language).toBeFocused()
  await language.press('Enter')
  await expect(search).toBeFocused()
  await page.keyboard.type('klingon')
  await expect(page.getByText('Nothing found.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(language).toBeFocused()
  await expectSaved(page, 2)

  await reloadPage(page)
  await expect(zone).toHaveAccessibleName('Time zone Asia/Kolkata')
  await expect(language).toHaveAccessibleName('Language Português (Brasil)')
})

test('how Numina answers: tone and length by the arrow keys, instructions kept when leaving mid-sentence', async ({
  page,
}) => {
  await page.getByRole('radio', { name: 'Warm' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Warm' })).not.toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Direct' })).toBeChecked()
  await expectSaved(page)
  await page.getByRole('radio', { name: 'Short' }).check()
  await page.getByLabel('How to address you').fill('Countess')
  await page.getByLabel('Instructions').fill('Metric units, please.')
  await page.getByRole('link', { name: 'Account' }).click()
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible()

  // The page that was left saves on its way out; the server answers in the order it was asked.
  await page.getByRole('link', { name: 'Profile' }).click()
  await expect(page.getByLabel('Instructions')).toHaveValue('Metric units, please.')
  await reloadPage(page)
  await expect(page.getByRole('radio', { name: 'Direct' })).toBeChecked()
  await expect(page.getByRole('radio', { name: 'Short' })).toBeChecked()
  await expect(page.getByLabel('How to address you')).toHaveValue('Countess')
  await expect(page.getByLabel('Instructions')).toHaveValue('Metric units, please.')
})

test('a change that could not be saved stays, says so, and is saved on a second try', async ({
  page,
  context,
}) => {
  await context.setOffline(true)
  const address = page.getByLabel('How to address you')
  await address.fill('Captain')
  await address.blur()
  await expect(page.getByText('Not saved')).toBeVisible()
  await expect(address).toHaveValue('Captain')
  await expect(page.getByText('You are offline.')).toBeVisible()

  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expectSaved(page)
  await reloadPage(page)
  await expect(address).toHaveValue('Captain')
})

/** A picture of 300 × 200 px, made in the page. */
async function makePicture(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 300
    canvas.height = 200
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.fillStyle = 'teal'
    context.fillRect(0, 0, 150, 200)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

test('a picture is cut to a square, shown everywhere, and removed again', async ({ page }) => {
  const chooser = page.getByLabel('Picture file')
  await chooser.setInputFiles({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('not a picture'),
  })
  await expect(page.getByText('This file is not a picture we can read.')).toBeVisible()

  await chooser.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await makePicture(page) })
  const dialog = page.getByRole('dialog', { name: 'Choose the part to show' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Position of the picture').press('ArrowRight')
  await dialog.getByLabel('Zoom').press('ArrowRight')
  await dialog.getByRole('button', { name: 'Use this picture' }).click()
  await expectSaved(page)

  const inSideBar = menu(page).locator('img')
  await expect(inSideBar).toBeVisible()
  await expect(inSideBar).toHaveJSProperty('naturalWidth', 256)
  await expect(inSideBar).toHaveJSProperty('naturalHeight', 256)

  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(inSideBar).toHaveCount(0)
  await reloadPage(page)
  await expect(page.getByRole('img', { name: 'Your picture' })).toHaveText(/^[A-Z]{2}$/)
})

test('the side bar is resized and folded by keyboard, and stays so', async ({ page }) => {
  const edge = page.getByRole('separator', { name: 'Width of the side bar' })
  await edge.focus()
  await page.keyboard.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', '280')
  const bar = page.getByRole('complementary', { name: 'Side bar' })
  const width = async () => (await bar.boundingBox())?.width
  await expect.poll(width).toBe(280)

  await reloadPage(page)
  await expect(edge).toHaveAttribute('aria-valuenow', '280')
  await page.getByRole('button', { name: 'Hide the side bar' }).press('Enter')
  await expect(page.getByRole('link', { name: 'New chat' })).toBeVisible()
  await reloadPage(page)
  await expect.poll(width).toBe(56)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show the side bar' }).click()
  await expect(edge).toHaveAttribute('aria-valuenow', '280')
})

test('the first Tab leads past the side bar, and a key begins a chat', async ({ page }) => {
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Profile' })).toBeFocused()
  await page.keyboard.press('Control+Shift+O')
  await page.waitForURL('**/chat')
})

test('on a phone the side bar is a drawer', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(menu(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Open the menu' }).click()
  const drawer = page.getByRole('dialog', { name: 'Menu' })
  await expect(drawer.getByRole('link', { name: 'New chat' })).toBeVisible()
  await menu(page).click()
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toHaveCount(0)
  await expect(menu(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)

  await page.getByRole('button', { name: 'Open the menu' }).click()
  await drawer.getByRole('link', { name: 'New chat' }).click()
  await page.waitForURL('**/chat')
  await expect(drawer).toHaveCount(0)
})

for (const [width, colorScheme] of [
  [1440, 'light'],
  [720, 'dark'],
  [390, 'dark'],
] as const) {
  test.describe(`${width} px, ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width, height: 844 } })

    test('axe finds nothing, and nothing scrolls sideways', async ({ page }) => {
      for (const heading of ['Profile', 'Account']) {
        await page.getByRole('link', { name: heading }).click()
        await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      }
    })
  })
}
