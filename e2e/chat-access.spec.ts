import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, countedWords, expect, test } from './support/chat.ts'
import { reloadPage } from './support/open.ts'

const EVERYTHING = `## A heading

A **bold** [link](https://www.example.org/) and \`code\`, with a note[^1].

- [x] done
- [ ] to do

| Day | Cost |
| :-- | --: |
| Monday | 12.50 € |

\`\`\`ts
const answer: number = 42 // quiet
\`\`\`

> Nothing in excess.

[^1]: From Delphi.`

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('axe finds nothing', async ({ page, chat }) => {
      await chat.open()
      await expectAccessible(page)
      await chat.send(`Everything ${command({ text: EVERYTHING })}`)
      await expect(chat.lastReply.locator('.code-keyword').first()).toBeVisible()
      await expect(chat.stopButton).toHaveCount(0)
      await expectAccessible(page)

      await chat.send(`Fail ${command({ failure: 'overloaded' })}`)
      await expect(chat.replies.last()).toContainText('too much to do')
      await chat.send(`Slow ${command({ text: countedWords(20), holdAfter: 5 })}`)
      await chat.send('Waiting')
      await chat.field.press('ArrowUp')
      await expect(chat.lastReply).toContainText('w3')
      await expectAccessible(page)
      await chat.stopButton.click()
      await expect(page.getByText('You stopped this answer.')).toBeVisible()

      await chat.replies.last().getByRole('button', { name: 'Answer again' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      await expectAccessible(page)
    })
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test('everything fits, and what is pressed is 44 px', async ({ page, chat }) => {
    await chat.open()
    const text = `${EVERYTHING}\n\n${'Donaudampfschifffahrt'.repeat(8)}`
    await chat.field.fill(`Everything ${command({ text })}`)
    await page.getByRole('button', { name: 'Send', exact: true }).tap()
    await expect(chat.lastReply).toContainText('Donaudampf')
    await expect(chat.stopButton).toHaveCount(0)
    await expectNoSidewaysScroll(page)
    const small = () =>
      page
        .getByRole('main')
        .getByRole('button')
        .evaluateAll((buttons) =>
          buttons
            .filter((button) => button.checkVisibility())
            .map((button) => ({
              name: button.ariaLabel ?? button.textContent,
              ...button.getBoundingClientRect().toJSON(),
            }))
            .filter(({ height }) => height < 44)
            .map(({ name, height }) => `${name}: ${height}`),
        )
    await expect.poll(small).toEqual([])
    await expectAccessible(page)

    const edit = chat.questions.first().getByRole('button', { name: 'Edit' })
    const actions = edit.locator('..')
    await edit.scrollIntoViewIfNeeded()
    await expect(actions).toHaveCSS('opacity', '0')
    // A tap at the place of one that is out of sight shows it, and no more.
    await edit.tap({ force: true })
    await expect(actions).toHaveCSS('opacity', '1')
    await expect(page.getByRole('textbox', { name: 'Edit your message' })).toHaveCount(0)
    await edit.tap()
    await expect(page.getByRole('textbox', { name: 'Edit your message' })).toBeVisible()
  })
})

test('a reply is read out by sentence, and the focus stays where it is', async ({ page, chat }) => {
  await chat.open()
  const spoken = page.locator('p[role="status"][aria-live="polite"]')
  await spoken.evaluate((element) => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver(() => heard.push(element.textContent ?? '')).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  const answer = 'Here is one. And **two**.\n\n```js\nconst hidden = 1\n```\n\nThen three.'
  await chat.send(`Speak ${command({ text: answer, tokenMs: 150 })}`)
  await expect(spoken).toContainText('Then three.')
  await expect(chat.stopButton).toHaveCount(0)
  await expect(chat.field).toBeFocused()
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  const words = heard.join(' ').replace(/\s+/g, ' ')
  expect(words).toBe('Here is one. And two . Code. Then three.')
  expect(heard.every((piece) => /[.]$/.test(piece))).toBe(true)
})

test('the whole journey works by keyboard', async ({ page, chat }) => {
  await chat.open()
  await expect(chat.field).toBeFocused()
  await page.keyboard.type(`By keys ${command({ text: 'A first answer.' })}`)
  await page.keyboard.press('Enter')
  await chat.expectReply('A first answer.')
  const feed = page.getByRole('feed', { name: 'Messages' })
  const menu = chat.replies.last().getByRole('button', { name: 'Answer again' })
  const isThere = () => menu.evaluate((node) => node === document.activeElement)
  for (let i = 0; i < 10 && !(await isThere()); i++) await page.keyboard.press('Shift+Tab')
  await expect(menu).toBeFocused()
  await page.keyboard.press('Enter')
  const first = page.getByRole('menuitem', { name: 'Try again' })
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(first).not.toBeFocused()
  await page.keyboard.press('Enter')
  await expect(chat.replies.last()).toContainText('2/2')
  await expect(chat.stopButton).toHaveCount(0)
  await feed.focus()
  await chat.questions.first().focus()
  await expect(chat.questions.first()).toBeFocused()
  await page.keyboard.press('PageDown')
  await expect(chat.replies.last()).toBeFocused()
})

test('the focus comes back from menus, late dialogs and the palette, and stays when what had it goes', async ({
  page,
  chat,
}) => {
  await chat.open()
  const long = command({ text: countedWords(20), holdAfter: 5 })
  await chat.send(`Go on ${long}`)
  await expect(chat.lastReply).toContainText('w3')
  await chat.stopButton.press('Enter')
  await expect(page.getByText('You stopped this answer.')).toBeVisible()
  await expect(chat.field).toBeFocused()

  const more = page.getByRole('button', { name: 'More', exact: true })
  for (const item of ['Keyboard shortcuts', 'Move to folder…', 'Instructions and settings', 'Share']) {
    await more.press('Enter')
    await page.getByRole('menuitem', { name: item }).press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog.locator(':focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(more).toBeFocused()
  }

  await chat.field.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(chat.field).toBeFocused()

  const answer = chat.replies.last()
  await answer.press('r')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(answer.getByRole('button', { name: 'Answer again' })).toBeFocused()
  await page.keyboard.press('m')
  await expect(page.getByRole('menuitem', { name: 'Details' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(answer.getByRole('button', { name: 'More actions' })).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(answer).toHaveCount(0)
  await expect(chat.field).toBeFocused()
  await page.keyboard.press('F8')
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(answer).toBeVisible()
  await expect(chat.field).toBeFocused()
})

test('nothing is loaded from elsewhere, and the policy refuses nothing', async ({ page, chat, baseURL }) => {
  const foreign: string[] = []
  const refused: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !/^(data|blob):/.test(request.url()))
      foreign.push(request.url())
  })
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
  })
  await chat.open()
  const evil = `${EVERYTHING}\n\n![cat](https://evil.example/cat.png) <img src="https://evil.example/x.png" onerror="alert(1)"> <script>alert(1)</script>\n\n$$x^2$$\n\n\`\`\`mermaid\ngraph TD; A-->B\n\`\`\``
  await chat.send(`Foreign ${command({ text: evil })}`)
  await expect(chat.lastReply.locator('.code-keyword').first()).toBeVisible()
  await reloadPage(page)
  await expect(chat.lastReply.getByRole('link', { name: /^Picture: cat/ })).toBeVisible()
  expect(foreign).toEqual([])
  expect(refused).toEqual([])
})
