import { newId } from '../lib/core/ids.ts'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { expect, giveScript, sentWith, test } from './support/chat.ts'
import { holdToast, undo } from './support/list.ts'
import { openPage } from './support/open.ts'

type Found = { text: string; category?: string; lasts?: 'lasting' | 'now' }

/** What the model finds, when it is asked what this message says of the person. */
async function willFind(message: string, ...found: Found[]): Promise<void> {
  const statements = found.map((each) => ({
    category: 'other',
    lasts: 'lasting',
    confidence: 0.9,
    replaces: null,
    ...each,
  }))
  await giveScript({
    match: `<message>\n${message}`,
    mode: 'json',
    times: 'always',
    text: JSON.stringify({ statements }),
  })
}

test('what is said is remembered by choice, told and used, found, changed, pinned and forgotten', async ({
  page,
  chat,
}) => {
  const name = `Milo${newId().slice(-6)}`
  const said = `My cat is called ${name}.`
  await willFind(said, { text: `Has a cat called ${name}`, category: 'people' })
  await openPage(page, '/memory')
  await expect(page.getByText('Memory is off.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Turn memory on' }).click()
  await expect(page.getByText('Nothing yet.')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  await page.getByRole('button', { name: 'Add a memory' }).click()
  const editor = page.getByRole('dialog', { name: 'Add a memory' })
  await editor.getByRole('textbox').fill('My password is tea')
  await editor.getByRole('button', { name: 'Remember it' }).click()
  await expect(editor.getByText('This looks like a password')).toBeVisible()
  await editor.getByRole('textbox').fill('Likes green tea')
  await editor.getByRole('button', { name: 'Remember it' }).click()
  await expect(editor).toHaveCount(0)
  const list = page.getByRole('list', { name: 'What Numina remembers' })
  await expect(list).toContainText('Likes green tea')

  await chat.open()
  await chat.send(said)
  await expect(chat.replies).toHaveCount(1)
  const line = page.getByRole('list', { name: 'Remembered of your message' })
  await expect(line).toContainText(`Remembered: Has a cat called ${name}`)
  const next = `What now? ${newId()}`
  await chat.send(next)
  await expect(chat.replies).toHaveCount(2)
  await expect(chat.lastReply).toContainText('Thank you for telling me.')
  await expect(chat.stopButton).toHaveCount(0)
  const { instructions } = await sentWith(next)
  expect(instructions).toContain('- Likes green tea')
  expect(instructions).toContain(`- Has a cat called ${name}`)
  await page.getByRole('button', { name: /% of 128/ }).click()
  const panel = page.getByRole('region', { name: 'What the model sees' })
  await expect(panel).toContainText('What Numina remembers of you')
  await expect(panel).toContainText('Notes of this conversation')

  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await openPage(page, '/memory')
  await expect(list).toContainText(`Has a cat called ${name}`)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('searchbox', { name: 'Search memories' }).fill('milo')
  await expect(page.getByText('1 of 2')).toBeVisible()
  await page.getByRole('button', { name: `More for: Has a cat called ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit this memory' })
  await edit.getByRole('textbox').fill(`Has a tomcat called ${name}`)
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(edit).toHaveCount(0)
  await expect(list).toContainText(`Before`)
  await page.getByRole('button', { name: `More for: Has a tomcat called ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).click()
  await expect(list.getByLabel('Pinned')).toBeVisible()
  await page.getByRole('button', { name: `More for: Has a tomcat called ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Forget everything from this conversation' }).click()
  await holdToast(page, 'Forgotten')
  await expect(page.getByText('Nothing here has these words.')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  await undo(page, 'Forgotten')
  await expect(list).toContainText(`Has a tomcat called ${name}`)
})

test('a proposal waits for a yes, notes live for a while, and deleting a conversation asks about its memories', async ({
  page,
  chat,
}) => {
  const place = `Oslo${newId().slice(-6)}`
  const said = `I live in ${place} and look for a flat.`
  await willFind(said, { text: `Lives in ${place}` }, { text: 'Is looking for a flat', lasts: 'now' })
  await openPage(page, '/memory')
  await page.getByRole('button', { name: 'Turn on, but ask me each time' }).click()
  await expect(page.getByRole('radio', { name: 'Ask me first' })).toBeChecked()

  await chat.open()
  await chat.send(said)
  await expect(chat.replies).toHaveCount(1)
  await page.getByRole('button', { name: `Remember: Lives in ${place}`, exact: true }).click()
  await expect(page.getByRole('list', { name: 'Remembered of your message' })).toContainText(
    `Remembered: Lives in ${place}`,
  )
  await chat.expectAddress()
  await page.getByRole('button', { name: /% of 128/ }).click()
  const panel = page.getByRole('region', { name: 'What the model sees' })
  const notes = panel.getByRole('list', { name: 'Notes of this conversation' })
  await expect(notes).toContainText('Is looking for a flat')
  await expect(notes).toContainText('24 hours left')
  await panel.getByRole('textbox', { name: 'A note for 1 day' }).fill('Has two offers')
  await panel.getByRole('button', { name: 'Add' }).click()
  await expect(notes.getByRole('listitem')).toHaveCount(2)
  await notes.getByRole('button', { name: 'Keep longer: Has two offers' }).click()
  await page.getByRole('menuitem', { name: '7 days' }).click()
  await expect(notes).toContainText('7 days left')
  await notes.getByRole('button', { name: 'Forget: Is looking for a flat' }).click()
  await expect(notes.getByRole('listitem')).toHaveCount(1)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close the panel' }).click()

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete conversation' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete this conversation?' })
  await expect(question).toContainText('Numina remembers 1 thing from it.')
  await expect(question).toContainText(`Lives in ${place}`)
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'More', exact: true })).toBeFocused()
  await chat.expectAddress()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete conversation' }).click()
  await question.getByRole('button', { name: 'Forget it, too' }).click()
  await expect(question).toHaveCount(0)
  await holdToast(page, 'Conversation deleted')
  const texts = async (): Promise<string[]> =>
    (await (await page.request.get('/api/memory')).json()).memories.map(({ text }: Found) => text)
  expect(await texts()).toEqual([])
  await undo(page, 'Conversation deleted')
  await chat.expectAddress()
  await expect.poll(texts).toEqual([`Lives in ${place}`])
})
