import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, expect, test } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

const providers = (page: Page) => page.getByRole('list', { name: 'Providers' }).getByRole('listitem')
const picker = (page: Page) => page.getByRole('button', { name: /^Model: / })

/** Connects the scripted model once more, as a provider of the workspace. */
async function connect(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Connect a provider' }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect a provider' })
  await dialog.getByRole('radio', { name: 'Another' }).check()
  await dialog.getByLabel('Address').fill(`${process.env.E2E_MODEL_URL}/v1`)
  await dialog.getByLabel('Key').fill('sk-a-long-key-of-mine-1234')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Check and connect' }).click()
  await expect(dialog).toHaveCount(0)
}

async function removeProvider(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Change ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('button', { name: `Remove ${name}` }).click()
  await expect(providers(page).filter({ hasText: name })).toHaveCount(0)
}

test('a provider is connected, corrected, used, turned off and removed', async ({ page, chat }) => {
  await openPage(page, '/settings/models')
  await page.getByRole('button', { name: 'Connect a provider' }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect a provider' })
  await dialog.getByRole('radio', { name: 'Another' }).check()
  const address = dialog.getByLabel('Address')
  await address.fill('http://169.254.169.254/latest')
  await dialog.getByLabel('Key').fill('sk-a-long-key-of-mine-1234')
  await dialog.getByLabel('Name').fill('Workshop')
  await dialog.getByRole('button', { name: 'Check and connect' }).click()
  await expect(address).toHaveAccessibleDescription(/not on the public internet/)
  await address.fill(`${process.env.E2E_MODEL_URL}/nothing`)
  await address.press('Enter')
  await expect(address).toHaveAccessibleDescription(/no list of models at this address/)
  await expectAccessible(page)
  await address.fill(`${process.env.E2E_MODEL_URL}/v1`)
  await address.press('Enter')
  await expect(dialog).toHaveCount(0)

  const item = providers(page).filter({ hasText: 'Workshop' })
  await expect(item).toContainText('key ends in 1234')
  await expect(item).toContainText(/\d models/)
  expect(await page.content()).not.toContain('sk-a-long-key')
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await page.setViewportSize({ width: 1280, height: 800 })

  await chat.open()
  await picker(page).click()
  const models = page.getByRole('listbox', { name: 'Models' })
  await expect(models.getByRole('group', { name: 'Workshop' }).getByRole('option').first()).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByRole('combobox', { name: 'Search models' })).toBeFocused()
  await page.keyboard.type('workshop two')
  await expect(models.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(picker(page)).toHaveAccessibleName('Model: scripted-two')
  await chat.send(`Hello. ${command({ text: 'From the workshop.' })}`)
  await chat.expectReply('From the workshop.')

  await openPage(page, '/settings/models')
  await page.getByRole('button', { name: 'Change Workshop' }).click()
  await page.getByRole('menuitem', { name: 'Turn off' }).click()
  await expect(item).toContainText('Off')
  await removeProvider(page, 'Workshop')
})

test('another model steps in when the one chosen fails, and the reply says so', async ({ page, chat }) => {
  await openPage(page, '/settings/models')
  await connect(page, 'Second home')
  const add = page.getByRole('button', { name: /^Add a model/ })
  const search = page.getByRole('combobox', { name: 'Search models' })
  const list = page.getByRole('list', { name: 'Models that step in' }).getByRole('listitem')
  for (const [n, name] of ['scripted-two Second home', 'scripted-two Default'].entries()) {
    await add.click()
    await search.fill(name)
    // The provider has only just been connected.
    await expect(page.getByRole('option')).toHaveCount(1)
    await search.press('Enter')
    await expect(list).toHaveCount(n + 1)
    await expect(search).toHaveCount(0)
    await expect(add).toBeFocused()
  }
  await list
    .nth(1)
    .getByRole('button', { name: /^Move .* up$/ })
    .click()
  await expect(list.first()).toContainText('Default provider')
  await list
    .first()
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(list).toHaveText([/Second home/])
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toHaveCount(1)
  await expectAccessible(page)
  await reloadPage(page)
  await expect(list).toHaveText([/Second home/])

  await chat.open()
  await chat.send(`Anybody? ${command({ failure: 'overloaded', times: 1 })}`)
  const words = 'scripted has too much to do right now; this is from scripted-two.'
  await expect(chat.replies.last()).toContainText(words)
  await expect(chat.lastReply).toContainText('Anybody?')
  await expect(chat.stopButton).toHaveCount(0)
  await chat.expectAddress()
  await reloadPage(page)
  await expect(chat.replies.last()).toContainText(words)

  await chat.send(`Too long? ${command({ failure: 'context_length_exceeded' })}`)
  await expect(chat.replies.last()).toContainText('This is too long for the model.')

  await openPage(page, '/settings/models')
  await removeProvider(page, 'Second home')
  await expect(list).toContainText(['not connected'])
  await list.getByRole('button', { name: /^Remove/ }).click()
  await expect(list).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toHaveCount(1)
})
