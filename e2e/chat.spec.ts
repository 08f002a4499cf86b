import { randomUUID } from 'node:crypto'
import {
  Chat,
  command,
  countedWords,
  expect,
  letGo,
  modelCall,
  pressComposing,
  test,
} from './support/chat.ts'
import { reloadPage } from './support/open.ts'

test.describe('the first screen', () => {
  test('greets by name and offers four ways to begin', async ({ page, chat }) => {
    await chat.open()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      /^Good (morning|afternoon|evening), Ada Lovelace\.$/,
    )
    const ways = page.getByRole('main').getByRole('listitem').getByRole('button')
    await expect(ways).toHaveCount(4)
    const words = (await ways.first().textContent()) ?? ''
    await ways.first().click()
    await expect(chat.questions.first()).toContainText(words)
    await expect(chat.lastReply).toContainText(words)
  })
})

test.describe('a message', () => {
  test('is answered as the tokens come, gets its address without a load, and is there after a reload', async ({
    page,
    chat,
  }) => {
    await chat.open()
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    const answer = countedWords(40)
    const message = `Count. ${command({ text: answer, holdAfter: 20 })}`
    await chat.send(message)
    await expect(chat.lastReply).toHaveText(/^w0 w1\b.* w19$/)
    await letGo(message)
    await chat.expectReply(answer)
    await chat.expectAddress()
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)

    await reloadPage(page)
    await chat.expectReply(answer)
    await expect(chat.questions).toHaveCount(1)
    await expect(
      page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: 'Count.' }).first(),
    ).toHaveAttribute('aria-current', 'page')
  })

  test('is sent once by a double click, which does not stop its answer', async ({ page, chat }) => {
    await chat.open()
    const answer = countedWords(10)
    await chat.field.fill(`Twice? ${command({ text: answer, tokenMs: 60 })}`)
    await page.getByRole('button', { name: 'Send', exact: true }).dblclick()
    await chat.expectReply(answer)
    await expect(chat.questions).toHaveCount(1)
    await reloadPage(page)
    await chat.expectReply(answer)
    await expect(chat.questions).toHaveCount(1)
  })

  test('waits while an answer is being made, can be changed and withdrawn, and is sent at its end', async ({
    page,
    chat,
  }) => {
    await chat.open()
    const first = `First ${command({ text: countedWords(60), holdAfter: 5 })}`
    await chat.send(first)
    await chat.send(`Second ${command({ text: 'Answer to the second.' })}`)
    await chat.send('Third')
    await chat.send('Fourth')
    const waiting = page.getByRole('region', { name: 'Messages waiting to be sent' }).getByRole('listitem')
    await expect(waiting).toHaveCount(3)
    await waiting.nth(1).getByRole('button', { name: 'Withdraw' }).click()
    await expect(waiting).toHaveCount(2)
    await expect(waiting.nth(1)).toContainText('Fourth')
    await waiting.nth(1).getByRole('button', { name: 'Change' }).click()
    await page
      .getByRole('textbox', { name: 'Change the waiting message' })
      .fill(`Changed ${command({ text: 'Answer to the changed.' })}`)
    await page.keyboard.press('Enter')
    await expect(waiting.nth(1)).toContainText('Changed')
    await letGo(first)

    await chat.expectReply('Answer to the changed.')
    await expect(waiting).toHaveCount(0)
    await expect(chat.questions).toHaveText([/^First/, /^Second/, /^Changed/])
    await expect(chat.replies.nth(1)).toContainText('Answer to the second.')
  })

  test('that is being changed when its turn comes is sent with its new words', async ({ page, chat }) => {
    await chat.open()
    const first = `First ${command({ text: 'Answer to the first.', holdAfter: 1 })}`
    await chat.send(first)
    await chat.send('Second')
    const waiting = page.getByRole('region', { name: 'Messages waiting to be sent' })
    await waiting.getByRole('button', { name: 'Change' }).click()
    const words = waiting.getByRole('textbox', { name: 'Change the waiting message' })
    await words.fill(`Changed ${command({ text: 'Answer to the changed.' })}`)
    await pressComposing(words, 'Escape')
    await letGo(first)
    await chat.expectReply('Answer to the first.')
    await expect(words).toHaveValue(/^Changed/)
    // What is typed is what is kept.
    await reloadPage(page)
    await waiting.getByRole('button', { name: 'Send now' }).click()
    await chat.expectReply('Answer to the changed.')
    await expect(chat.questions).toHaveText([/^First/, /^Changed/])
  })
})

test.describe('stopping', () => {
  test('keeps what is there, really stops the model, and can be continued', async ({ page, chat }) => {
    await chat.open()
    const words = countedWords(200)
    const message = `Long ${randomUUID()}`
    await chat.send(`${message} ${command({ text: words, holdAfter: 10, times: 1 })}`)
    await expect(chat.lastReply).toContainText('w9')
    await chat.stopButton.click()
    await modelCall('aborted', message)
    await expect(page.getByText('You stopped this answer.')).toBeVisible()
    const kept = (await chat.lastReply.textContent()) ?? ''
    expect(words.startsWith(kept)).toBe(true)
    await reloadPage(page)
    await expect(chat.lastReply).toHaveText(kept)

    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(chat.stopButton).toHaveCount(0)
    await expect(chat.lastReply).toHaveText(new RegExp(`^${kept}.+`))
    await expect(chat.replies).toHaveCount(1)
  })

  test('is not meant by the Escape that gives up a word of an input method', async ({ chat }) => {
    await chat.open()
    const answer = countedWords(20)
    const message = `Long ${command({ text: answer, holdAfter: 5 })}`
    await chat.send(message)
    await expect(chat.lastReply).toContainText('w3')
    await pressComposing(chat.field, 'Escape')
    await letGo(message)
    await chat.expectReply(answer)
  })

  test('works by Escape', async ({ page, chat }) => {
    await chat.open()
    await chat.send(`Long ${command({ text: countedWords(20), holdAfter: 5 })}`)
    await expect(chat.lastReply).toContainText('w3')
    await chat.field.press('Escape')
    await expect(page.getByText('You stopped this answer.')).toBeVisible()
  })

  test('works by Escape at a message, at a button, and with the focus nowhere', async ({ page, chat }) => {
    await chat.open()
    const places = [
      () => chat.replies.last().focus(),
      () => page.getByRole('button', { name: /^Model:/ }).focus(),
      () =>
        page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur()),
    ]
    for (const [index, goThere] of places.entries()) {
      await chat.send(`Long ${command({ text: countedWords(20), holdAfter: 5 })}`)
      await expect(chat.lastReply).toContainText('w3')
      await goThere()
      await page.keyboard.press('Escape')
      await expect(page.getByText('You stopped this answer.')).toHaveCount(index + 1)
      await expect(chat.stopButton).toHaveCount(0)
    }
  })
})

test.describe('failures', () => {
  const failures = [
    { script: { failure: 'invalid_api_key' }, words: 'refused the key', action: 'Open settings' },
    { script: { failure: 'insufficient_quota' }, words: 'no credit left', action: 'Choose another model' },
    { script: { failure: 'overloaded' }, words: 'too much to do', action: 'Try again' },
    {
      script: { failure: 'context_length_exceeded' },
      words: 'too long for the model',
      action: 'Shorten the message',
    },
    { script: { finishReason: 'content_filter', text: '' }, words: 'declined', action: 'Try again' },
  ] as const

  for (const { script, words, action } of failures) {
    const name = 'failure' in script ? script.failure : script.finishReason
    test(`${name} is said in words, with what helps`, async ({ page, chat }) => {
      await chat.open()
      await chat.send(`Fail ${command(script)}`)
      const last = chat.replies.last()
      await expect(last).toContainText(words)
      await expect(
        last.getByRole(action === 'Open settings' ? 'link' : 'button', { name: action }),
      ).toBeVisible()
      await reloadPage(page)
      await expect(last).toContainText(words)
    })
  }

  test('a broken connection to the model keeps what had arrived; trying again doubles nothing', async ({
    page,
    chat,
  }) => {
    await chat.open()
    const breaking = { holdAfter: 12, breakAfter: { tokens: 12, how: 'reset' }, times: 1 } as const
    const message = `Break ${command({ text: countedWords(30), ...breaking })}`
    await chat.send(message)
    const last = chat.replies.last()
    await expect(chat.lastReply).toContainText('w11')
    await letGo(message)
    await expect(last).toContainText('The connection to the model broke.')
    await expect(chat.lastReply).toContainText('w11')
    await last.getByRole('button', { name: 'Try again' }).click()
    await expect(chat.stopButton).toHaveCount(0)
    await expect(chat.questions).toHaveCount(1)
    await expect(chat.replies).toHaveCount(1)
    await expect(last).not.toContainText('The connection to the model broke.')
    await reloadPage(page)
    await expect(chat.questions).toHaveCount(1)
    await expect(chat.replies).toHaveCount(1)
  })

  test('too often is said with the time to wait, and the message is kept', async ({ page, chat }) => {
    await chat.open()
    await page.route('**/api/chat', (route) =>
      route.fulfill({
        status: 429,
        json: {
          error: { code: 'rate_limited', message: 'That was too often.', requestId: 'r', retryAfter: 2 },
        },
      }),
    )
    await chat.send('Too quick')
    await expect(page.getByText('That was too often.')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Messages waiting to be sent' })).toContainText('Too quick')
    // Tried again by itself meanwhile, it is refused again.
    await reloadPage(page)
    await page.unroute('**/api/chat')
    await page.getByRole('button', { name: 'Send now' }).click()
    await expect(chat.lastReply).toContainText('You said: "Too quick"')
  })

  test('an address of nobody is not found', async ({ page }) => {
    for (const id of ['f'.repeat(24), 'nonsense']) {
      await page.goto(`/chat/${id}`)
      await expect(page.getByText('This conversation does not exist')).toBeVisible()
    }
  })
})

test('another account does not find the conversation', async ({ chat, page, browser }) => {
  await chat.begin('A secret.')
  const stranger = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const other = new Chat(await stranger.newPage())
  await other.page.goto(page.url())
  await expect(other.page).toHaveURL(/\/sign-in/)
  await stranger.close()
})

test('an answer like the one before is read out again', async ({ page, chat }) => {
  await chat.begin('The same.')
  const spoken = page.locator('p[role="status"][aria-live="polite"]')
  await expect(spoken).toHaveText('The same.')
  const message = `Once more ${command({ text: 'The same.', holdAfter: 1 })}`
  await chat.send(message)
  await expect(spoken).toHaveText('')
  await letGo(message)
  await chat.expectReply('The same.')
  await expect(spoken).toHaveText('The same.')
})
