import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, expect, giveScript, test } from './support/chat.ts'
import { openPage } from './support/open.ts'

/** A word nobody else has said. */
const unheardWord = () => `zq${randomBytes(5).toString('hex')}`

const paletteOf = (page: Page) => page.getByRole('dialog', { name: 'Search and go to' })
const fieldOf = (page: Page) => page.getByRole('combobox', { name: 'Search, go to, or do' })

test('messages are found by words and filters, from the keyboard', async ({ page, chat }) => {
  const word = unheardWord()
  await chat.begin(`The answer about ${word} it is.`, `What is ${word}, in a word?`)
  const address = page.url()
  await openPage(page, '/chat')
  await page.keyboard.press('Control+k')
  const field = fieldOf(page)
  await expect(field).toBeFocused()
  await expect(
    paletteOf(page).getByRole('group', { name: 'Recent' }).getByRole('option').first(),
  ).toBeVisible()
  await expectAccessible(page)

  await field.fill(word)
  const hits = paletteOf(page).getByRole('group', { name: 'Messages' }).getByRole('option')
  await expect(hits).toHaveCount(2)
  await expect(hits.first().locator('mark')).toHaveText(word)
  await expectAccessible(page)
  await paletteOf(page).getByRole('button', { name: 'from Numina' }).click()
  await expect(field).toHaveValue(`${word} role:assistant `)
  await expect(hits).toHaveCount(1)
  await expect(hits.first()).toContainText('The answer about')
  await field.fill(`"answer about ${word}" before:2020-01-01`)
  await expect(paletteOf(page).getByText('Nothing found.')).toBeVisible()
  await field.fill(`${word} after:soon`)
  await expect(paletteOf(page).getByText('after: is followed by a date')).toBeVisible()

  await field.fill(`"answer about ${word}" role:assistant`)
  await expect(hits).toHaveCount(1)
  await expect(hits.first()).toContainText('The answer about')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await expect(hits.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`^${address}`))
  await expect(paletteOf(page)).toHaveCount(0)
  await expect(chat.lastReply).toHaveText(`The answer about ${word} it is.`)

  // Whoever is quicker than the search is led there as soon as it has found something.
  await openPage(page, '/chat')
  await page.keyboard.press('Control+k')
  await field.fill(`"answer about ${word}"`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`^${address}`))
})

test('the palette goes places and acts on the conversation, on a phone as well', async ({ page, chat }) => {
  await chat.begin('Yes.', 'To be acted on.')
  const title = page.getByRole('heading', { level: 1 })
  await page.keyboard.press('Control+k')
  await fieldOf(page).fill('rena')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
  const name = unheardWord()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(title).toHaveText(name)

  await page.keyboard.press('Control+k')
  await fieldOf(page).fill('change model')
  await page.keyboard.press('Enter')
  const models = page.getByRole('combobox', { name: 'Choose a model' })
  await expect(models).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(fieldOf(page)).toBeFocused()
  await fieldOf(page).fill('change model')
  await page.keyboard.press('Enter')
  await models.fill('scripted-two')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Model: scripted-two' })).toBeVisible()

  await page.keyboard.press('Control+k')
  await fieldOf(page).fill('settings profile')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/settings\/profile$/)

  await page.setViewportSize({ width: 390, height: 800 })
  await page.getByRole('button', { name: 'Open the menu' }).click()
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(fieldOf(page)).toBeFocused()
  await fieldOf(page).fill(name)
  await expect(paletteOf(page).getByRole('group', { name: 'Conversations' }).getByRole('option')).toHaveText(
    name,
  )
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)

  await page.route('**/api/search?*', (route) => route.abort())
  await fieldOf(page).fill(`${name} more`)
  await expect(paletteOf(page).getByRole('alert')).toContainText('Your conversations are as they were.')
  await page.unroute('**/api/search?*')
  await paletteOf(page).getByRole('button', { name: 'Try again' }).click()
  await expect(paletteOf(page).getByText('Nothing found.')).toBeVisible()
  await fieldOf(page).fill(name)
  await paletteOf(page).getByRole('option', { name }).click()
  await expect(title).toHaveText(name)
  await expect(paletteOf(page)).toHaveCount(0)
})

test('a message far up on another branch is shown, and the end is a press away', async ({ page, chat }) => {
  const word = unheardWord()
  await chat.begin('First.', `Tell me of ${word}.`)
  const address = page.url()
  // Another branch beside it, long enough that the first message is out of reach from its end.
  await chat.questions.first().hover()
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
  const editor = page.getByRole('textbox', { name: 'Edit your message' })
  await editor.fill(`Another question. ${command({ text: 'Second.' })}`)
  await editor.press('Enter')
  await chat.expectReply('Second.')
  for (let turn = 0; turn < 24; turn++) {
    await chat.send(`Turn ${turn}. ${command({ text: `Answer ${turn}.` })}`)
    await chat.expectReply(`Answer ${turn}.`)
  }

  await openPage(page, '/chat')
  await page.keyboard.press('Control+k')
  await fieldOf(page).fill(`${word} role:user`)
  await expect(paletteOf(page).getByRole('group', { name: 'Messages' }).getByRole('option')).toHaveCount(1)
  await paletteOf(page).getByRole('group', { name: 'Messages' }).getByRole('option').click()
  await expect(page).toHaveURL(address)
  await expect(chat.questions.first()).toContainText(word)
  await expect(chat.questions.first()).toBeFocused()
  await chat.expectReply('First.')

  // The other branch again, then the top of it from its end, and back.
  await page.getByRole('button', { name: 'Next version' }).click()
  await expect(chat.lastReply).toHaveText('Answer 23.')
  const goToTop = async () => {
    await page.keyboard.press('Control+k')
    await fieldOf(page).fill('"Another question" role:user')
    await paletteOf(page).getByRole('group', { name: 'Messages' }).getByRole('option').first().click()
    await expect(chat.questions.first()).toContainText('Another question')
    await expect(chat.questions.first()).toBeFocused()
  }
  await goToTop()
  await page.getByRole('button', { name: /o to the end$/ }).click()
  await expect(chat.lastReply).toHaveText('Answer 23.')
  await chat.send(`One more. ${command({ text: 'At the end.' })}`)
  await chat.expectReply('At the end.')
  await expectAccessible(page)

  // What is changed by arrow up, and what is shared, is the end, wherever somebody reads.
  await goToTop()
  await chat.field.press('ArrowUp')
  await expect(editor).toHaveValue(/^One more/)
  await expect(editor).toBeFocused()
  await editor.press('Escape')
  await goToTop()
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share this conversation' })
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const path = await dialog.getByRole('listitem').getByRole('link').getAttribute('href')
  const shared = await page.request.get(`${path}?page=2`)
  expect(await shared.text()).toContain('At the end.')
})

test('the model names a conversation after its first reply, and a name by hand stays', async ({
  page,
  chat,
}) => {
  const word = unheardWord()
  const name = `About ${unheardWord()}`
  await giveScript({ mode: 'json', times: 'always', match: `${word} please`, text: `"${name}."` })
  await chat.open()
  await chat.send(`Explain ${word} please ${command({ text: 'Gladly.' })}`)
  await chat.expectReply('Gladly.')
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toHaveText(name)
  await expect(
    page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name }),
  ).toBeVisible()
  await title.getByRole('button').click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await page.keyboard.type('By hand')
  await page.keyboard.press('Enter')
  await expect(title).toHaveText('By hand')
  await chat.send(`And again ${command({ text: 'Once more.' })}`)
  await chat.expectReply('Once more.')
  await openPage(page, new URL(page.url()).pathname)
  await expect(title).toHaveText('By hand')
})
