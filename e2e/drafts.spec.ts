import { expectAccessible } from './support/access.ts'
import { test as base, Chat, command, countedWords, expect } from './support/chat.ts'
import { openPage, reloadPage, untilInteractive } from './support/open.ts'

/** `phone`: the same person on another device. */
const test = base.extend<{ phone: Chat }>({
  phone: async ({ browser, account }, use) => {
    const context = await browser.newContext({ storageState: account })
    await use(new Chat(await context.newPage()))
    await context.close()
  },
})

/** The server has these words. */
const kept = (chat: Chat, text: string) =>
  chat.page.waitForResponse((answer) => {
    const request = answer.request()
    return (
      answer.url().includes('/api/drafts/') &&
      request.method() === 'PUT' &&
      request.postDataJSON().text === text
    )
  })

test('a draft goes along to another device, and is gone from both when it is sent', async ({
  chat,
  page,
  phone,
}) => {
  await chat.begin('Yes.', 'With a draft.')
  const typed = kept(chat, 'Half a thought')
  await chat.field.fill('Half a thought')
  await typed
  await phone.page.goto(page.url())
  await expect(phone.field).toHaveValue('Half a thought')
  await untilInteractive(phone.page)
  // Nothing was typed there: it follows while the words grow here.
  await chat.field.press('End')
  await chat.field.pressSequentially(', growing')
  await expect(phone.field).toHaveValue('Half a thought, growing')

  await phone.send(`Half a thought, finished ${command({ text: 'Good.' })}`)
  await phone.expectReply('Good.')
  await reloadPage(page)
  await expect(chat.lastReply).toHaveText('Good.')
  await expect(chat.field).toHaveValue('')
})

test('what is being written in a conversation that another device deletes goes along to a new chat', async ({
  chat,
  page,
  phone,
}) => {
  await chat.begin('Yes.', 'To be deleted.')
  await chat.field.fill('Half a thought')
  await phone.page.goto(page.url())
  await untilInteractive(phone.page)
  const address = page.url()
  const remove = async () => {
    await phone.page.getByRole('button', { name: 'More', exact: true }).click()
    await phone.page.getByRole('menuitem', { name: 'Delete conversation' }).click()
    await expect(page.getByText('What you have not sent goes along to a new chat.')).toBeVisible()
  }
  await remove()
  await phone.page.getByRole('button', { name: 'Undo' }).click()
  await expect(chat.field).toHaveValue('Half a thought')
  await expect(phone.page).toHaveURL(address)
  await remove()
  // Whichever way one leaves, and once.
  await page.keyboard.press('Control+Shift+O')
  await expect(page).toHaveURL(/\/chat$/)
  await expect(chat.field).toHaveValue('Half a thought')
  await page.goBack()
  await expect(page.getByText('This conversation does not exist')).toBeVisible()
  await reloadPage(page)
  await openPage(page, '/chat')
  await expect(chat.field).toHaveValue('Half a thought')
})

test('what a closed window had not sent in a conversation that was deleted since goes along to a new chat', async ({
  chat,
  page,
  phone,
}) => {
  await chat.begin('Yes.', 'To be deleted.')
  const address = page.url()
  await chat.field.fill('Half a thought')
  await openPage(page, '/settings')
  await openPage(phone.page, address)
  await phone.page.getByRole('button', { name: 'More', exact: true }).click()
  await phone.page.getByRole('menuitem', { name: 'Delete conversation' }).click()
  await expect(phone.page).toHaveURL(/\/chat$/)
  await phone.page.close()
  await openPage(page, address)
  await page.getByRole('main').getByRole('link', { name: 'New chat' }).click()
  await expect(chat.field).toHaveValue('Half a thought')
})

test('what was being written, and was being answered, is there when a deletion is undone', async ({
  page,
  chat,
}) => {
  await chat.open()
  await chat.send(`Long ${command({ text: countedWords(200), holdAfter: 10, times: 1 })}`)
  await expect(chat.lastReply).toContainText('w9')
  await chat.expectAddress()
  const address = page.url()
  await chat.field.fill('Half a thought')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete conversation' }).click()
  await expect(page).toHaveURL(/\/chat$/)
  await expect(chat.field).toHaveValue('')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page).toHaveURL(address)
  await expect(page.getByText('You stopped this answer.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible()
  await expect(chat.field).toHaveValue('Half a thought')
})

test('words of two devices both stand until the person has decided', async ({ chat, page, phone }) => {
  await chat.begin('Yes.', 'Two drafts.')
  await phone.page.goto(page.url())
  await untilInteractive(phone.page)
  // The desk's words are on their way while the phone's arrive: else the desk would follow them.
  const { promise: phoneIsDone, resolve: letGo } = Promise.withResolvers<void>()
  await page.route('**/api/drafts/*', async (route) => {
    await phoneIsDone
    await route.continue()
  })
  await chat.field.fill('From the desk')
  const typed = kept(phone, 'From the phone')
  await phone.field.fill('From the phone')
  await typed
  letGo()
  const offer = page.getByRole('region', { name: 'Draft of another device' })
  await expect(offer).toContainText('From the phone')
  await expect(chat.field).toHaveValue('From the desk')
  await expectAccessible(page)
  await offer.getByRole('button', { name: 'Use that' }).click()
  await expect(chat.field).toHaveValue('From the phone')
  await expect(chat.field).toBeFocused()
  await expect(offer).toHaveCount(0)
  const cleared = kept(chat, '')
  await chat.field.fill('')
  await cleared
})

test('what is typed without a network is kept, and reaches the server with it', async ({
  chat,
  page,
  context,
  phone,
}) => {
  await chat.begin('Yes.', 'Offline.')
  await untilInteractive(page)
  await context.setOffline(true)
  await chat.field.fill('Typed in a tunnel')
  await expect
    .poll(() => page.evaluate(() => Object.values(localStorage).includes('Typed in a tunnel')))
    .toBe(true)
  const typed = kept(chat, 'Typed in a tunnel')
  await context.setOffline(false)
  await typed
  await phone.page.goto(page.url())
  await expect(phone.field).toHaveValue('Typed in a tunnel')
  await untilInteractive(phone.page)
})
