import type { Page } from '@playwright/test'
import { newId } from '../lib/core/ids.ts'
import { expectAccessible } from './support/access.ts'
import { command, countedWords, expect, giveScript, sentWith, test } from './support/chat.ts'
import { openPage, reloadPage } from './support/open.ts'

/** A conversation of so many questions of about 10,000 tokens each. */
async function longConversation({ request }: Page, questions: number, word: string): Promise<string> {
  const conversationId = newId()
  let parentId: string | null = null
  for (let i = 0; i < questions; i++) {
    const text = `${word} ${i} ${command({ text: 'Noted.' })} ${countedWords(4_000)}`
    const message = { id: newId(), text }
    await (
      await request.post('/api/chat', { data: { trigger: 'send', conversationId, parentId, message } })
    ).text()
    const view = await (await request.get(`/api/conversations/${conversationId}`)).json()
    parentId = view.messages.at(-1).id
  }
  return conversationId
}

test('what no longer fits is summarised, seen, corrected, told to the model, and dropped', async ({
  page,
  chat,
}) => {
  const word = `walrus-${newId()}`
  await giveScript({ match: word, mode: 'json', times: 'always', text: 'Their walrus is called Ole.' })
  const id = await longConversation(page, 14, word)
  const seen = async () => (await page.request.get(`/api/conversations/${id}/context`)).json()
  await expect
    .poll(async () => (await seen()).leftOut, { timeout: 90_000 })
    .toMatchObject({ isSummarised: true })

  await openPage(page, `/chat/${id}`)
  const meter = page.getByRole('button', { name: /% of 128/ })
  await meter.click()
  const panel = page.getByRole('region', { name: 'What the model sees' })
  await expect(panel).toContainText('The summary stands for them.')
  await expect(panel.getByRole('list', { name: 'Messages that are sent' })).toContainText('Noted.')
  const summary = panel.getByRole('region', { name: 'Summary' })
  await expect(summary).toContainText('Ole')
  await expectAccessible(page)

  await summary.getByRole('button', { name: 'Edit the summary' }).click()
  const field = summary.getByRole('textbox')
  await expect(field).toBeFocused()
  await field.fill('  ')
  await summary.getByRole('button', { name: 'Save' }).click()
  await expect(summary.getByText(/empty|Enter|Write/)).toBeVisible()
  await field.fill('Their walrus is called Olga.')
  await summary.getByRole('button', { name: 'Save' }).click()
  await expect(summary).toContainText('edited by you')
  await expect(summary).toContainText('Olga')

  const question = `Her name? ${newId()}`
  await chat.send(`${question} ${command({ text: 'Olga.' })}`)
  await chat.expectReply('Olga.')
  expect((await sentWith(question)).instructions).toContain('Their walrus is called Olga.')
  await expect(summary).toContainText('Olga')
  await summary.getByRole('button', { name: 'Drop the summary' }).click()
  await expect(
    page.getByText('The summary is dropped. A new one is made after the next reply.', { exact: true }),
  ).toBeVisible()
  await expect(summary).toHaveCount(0)
  await expect(panel).toContainText('A summary of them is made after the next reply.')
})

test('a conversation has instructions and a temperature of its own, from before it begins', async ({
  page,
  chat,
}) => {
  const openDialog = async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Instructions and settings' }).click()
  }
  const dialog = page.getByRole('dialog', { name: 'Instructions and settings' })
  const temperature = dialog
    .getByRole('spinbutton', { name: 'Temperature' })
    .or(dialog.getByLabel('Temperature'))
  await openPage(page, '/chat')
  await openDialog()
  await dialog.getByRole('textbox', { name: 'Instructions' }).fill('Answer like a pirate.')
  await temperature.first().fill('0.3')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  const first = newId()
  await chat.send(`${first} ${command({ text: 'Arr.' })}`)
  await chat.expectReply('Arr.')
  await chat.expectAddress()
  const begun = await sentWith(first)
  expect(begun.temperature).toBe(0.3)
  expect(begun.instructions).toContain('Answer like a pirate.')

  await reloadPage(page)
  await openDialog()
  await expect(dialog.getByRole('textbox', { name: 'Instructions' })).toHaveValue('Answer like a pirate.')
  await expect(temperature.first()).toHaveValue('0.3')
  await dialog.getByRole('textbox', { name: 'Instructions' }).fill('Answer like a monk.')
  await temperature.first().fill('')
  await expect(dialog.getByText('Saved')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  const second = newId()
  await chat.send(`${second} ${command({ text: 'Om.' })}`)
  await chat.expectReply('Om.')
  const later = await sentWith(second)
  expect(later.temperature).toBeUndefined()
  expect(later.instructions).toContain('Answer like a monk.')
  expect(later.instructions).not.toContain('pirate')

  await openDialog()
  await expect(dialog.getByRole('textbox', { name: 'Instructions' })).toHaveValue('Answer like a monk.')
  await expect(temperature.first()).toHaveValue('')
  // Closed before it is saved, and opened at once.
  await dialog.getByRole('textbox', { name: 'Instructions' }).fill('Answer like a nun.')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await openDialog()
  await expect(dialog.getByRole('textbox', { name: 'Instructions' })).toHaveValue('Answer like a nun.')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'What the model sees' }).click()
  const panel = page.getByRole('region', { name: 'What the model sees' })
  await panel.getByText('This conversation').click()
  await expect(panel.getByText('Answer like a nun.')).toBeVisible()
})
