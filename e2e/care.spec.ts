import { newId } from '../lib/core/ids.ts'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, expect, sentWith, test } from './support/chat.ts'
import { holdScripts, openPage } from './support/open.ts'
import { watchPolicy } from './support/policy.ts'

test('who may be in danger is answered, and shown who can help, until they close it', async ({
  page,
  chat,
}) => {
  const troubles = watchPolicy(page)
  const word = newId()
  await chat.open()
  await chat.send(`I want to kill myself ${word} ${command({ text: 'I am glad you told me.' })}`)
  await chat.expectReply('I am glad you told me.')
  const card = page.getByRole('region', { name: 'If you or somebody else may be in danger' })
  await expect(card).toBeVisible()
  await expect(card.getByRole('status')).toHaveText('Help lines are shown above the message field.')
  await expect(chat.field).toBeFocused()
  expect((await sentWith(word)).instructions).toContain('Care comes first')
  const country = card.getByRole('combobox', { name: 'Country' })
  await country.selectOption('Germany')
  await expect(card.getByRole('link', { name: 'Call TelefonSeelsorge, 0800 111 0 111' })).toHaveAttribute(
    'href',
    'tel:08001110111',
  )
  await expectAccessible(page)

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await country.selectOption('Another country')
  await expect(card.getByRole('link', { name: 'Find A Helpline' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)

  await card.getByRole('button', { name: 'Close help lines' }).focus()
  await page.keyboard.press('Enter')
  await expect(card).toHaveCount(0)
  await expect(chat.field).toBeFocused()
  await chat.send(`I still want to kill myself ${command({ text: 'I am here.' })}`)
  await chat.expectReply('I am here.')
  await page.getByRole('button', { name: 'Show help lines' }).click()
  await expect(card).toBeVisible()
  expect(troubles).toEqual([])
})

test('who writes for long at night is told so gently, by hours they choose or not at all', async ({
  page,
  chat,
}) => {
  await openPage(page, '/settings/profile')
  const hour = new Date().getUTCHours()
  const saved = page.getByRole('status').filter({ hasText: /^Saved$/ })
  await page.getByLabel('From', { exact: true }).selectOption(String(hour))
  await expect(saved).toBeVisible()
  await page.getByLabel('Until', { exact: true }).selectOption(String((hour + 4) % 24))
  await expect(page.getByLabel('Until', { exact: true })).toHaveValue(String((hour + 4) % 24))
  await expect(saved).toBeVisible()
  await expectAccessible(page)
  await page.evaluate(() => {
    const kept = { began: Date.now() - 45 * 60_000, last: Date.now() - 60_000, told: 0, nights: [] }
    localStorage.setItem('numina.rest', JSON.stringify(kept))
  })
  await chat.open()
  // On a slow line the part that tells it comes after the answer.
  const release = await holdScripts(page)
  await chat.send(`Good evening. ${command({ text: 'Good evening.' })}`)
  await chat.expectReply('Good evening.')
  await release()
  const told = page.getByRole('status').filter({ hasText: 'It is late where you are.' })
  await expect(told).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await told.getByRole('button', { name: 'All right' }).click()
  await expect(told).toHaveCount(0)

  await openPage(page, '/settings/profile')
  await page.getByRole('switch', { name: 'Tell me when it gets late' }).click()
  await expect(page.getByLabel('From', { exact: true })).toHaveCount(0)
  await expect(saved).toBeVisible()
  await openPage(page, '/settings/profile')
  await expect(page.getByRole('switch', { name: 'Tell me when it gets late' })).not.toBeChecked()
})
