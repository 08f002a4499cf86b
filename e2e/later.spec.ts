import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { expect, test } from './support/chat.ts'

const WORDS = 'This could not be loaded. Check the connection and try again, or reload the page.'

/** What was asked for is closed again and said; nothing else on the page changes. */
async function expectRefusal(page: Page): Promise<void> {
  const note = page.getByRole('listitem').filter({ hasText: WORDS })
  await expect(note).toBeVisible()
  await note.getByRole('button', { name: 'Dismiss' }).click()
  await expect(note).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('what was never opened says so without a network, takes nothing along, and opens with it', async ({
  page,
  chat,
  context,
}) => {
  await chat.begin('Ready.')
  await chat.field.fill('Not sent yet')
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()

  const share = page.getByRole('button', { name: 'Share', exact: true })
  const details = async () => {
    await chat.replies.last().getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Details' }).click()
  }
  const models = page.getByRole('dialog', { name: 'Models' })
  const openModels = async () => {
    await page.getByRole('button', { name: /^Model: / }).click()
    await expect(models.getByRole('alert')).toContainText(WORDS)
  }
  await share.click()
  await expectRefusal(page)
  await details()
  await expectRefusal(page)
  await page.keyboard.press('Control+K')
  await expectRefusal(page)

  await chat.field.focus()
  await page.keyboard.press('End')
  await chat.paste('word '.repeat(4_000))
  await expect(page.getByText('Pasted text, 20,000 characters')).toBeVisible()
  await expect(chat.field).toHaveValue('Not sent yet')

  await openModels()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await context.setOffline(false)
  await models.getByRole('button', { name: 'Try again' }).click()
  await expect(models.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await share.click()
  await expect(page.getByRole('dialog', { name: /^Share/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await details()
  await expect(page.getByRole('dialog', { name: /^Details/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+K')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
})

test('a page that cannot be renewed stays as it is, and is renewed with the connection', async ({
  page,
  chat,
  context,
}) => {
  await chat.open()
  await chat.field.fill('Not sent yet')
  const begin = page.getByRole('region', { name: 'Welcome' }).getByRole('button', { name: 'Begin' })
  await expect(begin).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  const refused = page.waitForEvent('requestfailed', (request) => 'rsc' in request.headers())
  await begin.click()
  await expect(page.getByRole('listitem').filter({ hasText: WORDS })).toBeVisible()
  await refused
  await expect(chat.field).toHaveValue('Not sent yet')
  const renewed = page.waitForResponse((response) => 'rsc' in response.request().headers() && response.ok())
  await context.setOffline(false)
  await renewed
  await begin.click()
  await expect(page.getByRole('heading', { name: 'How should Numina call you?' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(chat.field).toHaveValue('Not sent yet')
})
