import type { Page } from '@playwright/test'
import { expectAccessible } from './support/access.ts'
import { Chat, command, countedWords, expect, letGo, test } from './support/chat.ts'
import { openPage, reloadPage, untilAnswered, untilInteractive } from './support/open.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const listOf = (page: Page) => page.getByRole('navigation', { name: 'Conversations' })

/** Everything the server tells of this person's conversations, and what this browser keeps. */
async function everythingKept(page: Page): Promise<string> {
  const urls = [
    '/api/conversations/rail',
    '/api/conversations?place=archived',
    '/api/conversations?place=pinned',
    '/api/drafts/new',
  ]
  const answers = await Promise.all(urls.map(async (url) => (await page.request.get(url)).text()))
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  return [...answers, stored].join('\n')
}

test('a temporary conversation is a whole conversation, and leaves nothing', async ({ page }) => {
  await openPage(page, '/chat')
  await page.getByRole('button', { name: 'Temporary chat' }).click()
  await expect(page.getByText('This chat is temporary.')).toBeVisible()
  await expect(page.getByText('Temporary: not saved')).toBeVisible()
  await expectAccessible(page)

  const chat = new Chat(page)
  await chat.send(`quillfeather ${command({ text: 'A lanternfish.' })}`)
  await chat.expectReply('A lanternfish.')
  await expect(page).toHaveURL(/\/chat\?temporary=1$/)
  await expect(page).toHaveTitle(/^Temporary chat/)

  // Another answer to the same question, and back to the first.
  await chat.replies.last().getByRole('button', { name: 'Answer again' }).click()
  await page.getByRole('menuitem', { name: 'Shorter' }).click()
  await expect(page.getByText('2/2')).toBeVisible()
  await chat.expectReply('A lanternfish.')
  await page.getByRole('button', { name: 'Previous version' }).click()
  await expect(page.getByText('1/2')).toBeVisible()

  // Stopped, and continued.
  const moonmoth = `moonmoth ${command({ text: countedWords(60), holdAfter: 10 })}`
  await chat.send(moonmoth)
  await expect(chat.lastReply).toContainText('w3')
  await chat.stopButton.click()
  await expect(chat.stopButton).toHaveCount(0)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await letGo(moonmoth)
  await expect(chat.stopButton).toHaveCount(0)
  await expect(chat.lastReply).toContainText('w59')
  await expect(chat.questions).toHaveCount(2)

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toHaveCount(0)
  await page.getByRole('menuitem', { name: 'Copy conversation' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^## You\n\nquillfeather[\s\S]*## Numina\n\nA lanternfish\.[\s\S]*moonmoth/)

  await chat.field.fill('pearldiver')
  const kept = await everythingKept(page)
  for (const word of ['quillfeather', 'lanternfish', 'moonmoth', 'pearldiver'])
    expect(kept).not.toContain(word)
  await expect(listOf(page).locator('[data-conversations] a')).toHaveCount(0)
})

test('it is there until the page goes, which asks first, and then it is said to be gone', async ({
  page,
}) => {
  const chat = new Chat(page)
  await chat.begin('Kept.', 'Kept question.')
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByText('This chat is temporary.')).toBeVisible()
  await chat.send(`Hidden ${command({ text: 'Words.' })}`)
  await chat.expectReply('Words.')

  // Another conversation is looked at meanwhile.
  await listOf(page)
    .getByRole('link', { name: /^Kept question/ })
    .click()
  await chat.expectReply('Kept.')
  await page.keyboard.press('Control+Shift+L')
  await chat.expectReply('Words.')

  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await reloadPage(page)
  expect(asked).toEqual(['beforeunload'])
  await expect(page.getByText('Your temporary conversation is gone.')).toBeVisible()
  await expect(chat.questions).toHaveCount(0)

  await chat.send(`Again ${command({ text: 'More words.' })}`)
  await chat.expectReply('More words.')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'End and discard' }).click()
  await expect(page).toHaveURL(/\/chat$/)
  await page.getByRole('button', { name: 'Temporary chat' }).click()
  await expect(page.getByText('This chat is temporary.')).toBeVisible()
  await expect(chat.questions).toHaveCount(0)
  await expect(page.getByText('Your temporary conversation is gone.')).toHaveCount(0)
})

test('what is typed goes along into a temporary chat and back, and is forgotten with it', async ({
  page,
}) => {
  const chat = new Chat(page)
  const toggle = page.getByRole('button', { name: 'Temporary chat' })
  const draft = async () => (await (await page.request.get('/api/drafts/new')).json()).draft?.text ?? null
  await openPage(page, '/chat')
  await chat.field.fill('inkcap')
  await toggle.click()
  await expect(page.getByText('This chat is temporary.')).toBeVisible()
  await expect(chat.field).toHaveValue('inkcap')
  await untilAnswered(page)
  expect(await everythingKept(page)).not.toContain('inkcap')

  await toggle.click()
  await expect(page.getByText('This chat is temporary.')).toHaveCount(0)
  await expect(chat.field).toHaveValue('inkcap')
  await expect.poll(draft).toBe('inkcap')
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByText('This chat is temporary.')).toBeVisible()
  await expect(chat.field).toHaveValue('inkcap')
  await expect.poll(draft).toBe(null)
  expect(await everythingKept(page)).not.toContain('inkcap')

  await chat.send(`Hidden ${command({ text: 'Words.' })}`)
  await chat.expectReply('Words.')
  await chat.field.fill('pearldiver')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'End and discard' }).click()
  await expect(page).toHaveURL(/\/chat$/)
  await toggle.click()
  await expect(page.getByText('This chat is temporary.')).toBeVisible()
  await untilInteractive(page)
  await expect(chat.field).toHaveValue('')
})
