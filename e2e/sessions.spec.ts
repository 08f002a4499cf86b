import { expect, test } from '@playwright/test'
import { expectAccessible } from './support/access.ts'
import { Chat, command, signUp } from './support/chat.ts'
import { openPage, reloadPage, untilAnswered, untilInteractive } from './support/open.ts'
import { createPerson } from './support/person.ts'
import { signIn } from './support/sign-in.ts'

test('a new password ends the other sessions, and a new sign-out ends them all', async ({
  page,
  browser,
}) => {
  const { email, password } = await signUp(page)
  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const other = await elsewhere.newPage()
  await signIn(other, email, password)
  await other.waitForURL('**/chat')

  await openPage(page, '/settings/account')
  await page.getByLabel('Current password', { exact: true }).fill('not this one')
  await page.getByLabel('New password', { exact: true }).fill('another long pass phrase')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByLabel('Current password', { exact: true })).toHaveAccessibleDescription(
    /This is not your current password\./,
  )
  await page.getByLabel('Current password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed.')).toBeVisible()
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue('')

  // This browser stays in, the other is out, and only the new password opens the door.
  await reloadPage(page)
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible()
  await other.goto('/settings/account')
  await expect(other).toHaveURL(/\/sign-in/)
  await signIn(other, email, password)
  await expect(other.getByText('This e-mail and password do not fit together.')).toBeVisible()
  await signIn(other, email, 'another long pass phrase')
  await other.waitForURL('**/chat')

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  const question = page.getByRole('alertdialog', { name: 'Sign out everywhere?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toHaveCount(0)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await question.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.waitForURL('**/sign-in')
  await other.goto('/settings/account')
  await expect(other).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})

test('a session goes on without its access token, is listed, told by mail, and ended from elsewhere', async ({
  page,
  browser,
}) => {
  const { email, password } = await signUp(page)
  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const other = await elsewhere.newPage()
  await signIn(other, email, password)
  await other.waitForURL('**/chat')

  // What happens after 15 minutes: the refresh token brings a new access token, and is a new one itself.
  const refreshOf = async () =>
    (await elsewhere.cookies()).find(({ name }) => name === 'numina.refresh')?.value
  const before = await refreshOf()
  await elsewhere.clearCookies({ name: 'numina.session' })
  await openPage(other, '/settings/account')
  await expect(other.getByRole('heading', { name: 'Account' })).toBeVisible()
  const renewed = await refreshOf()
  expect(renewed).not.toBe(before)

  // A message of our own page passes proxy.ts by, and brings new access itself.
  const chat = new Chat(other)
  await chat.open()
  await elsewhere.clearCookies({ name: 'numina.session' })
  await chat.send(command({ text: 'Still here.' }))
  await chat.expectReply('Still here.')
  expect(await refreshOf()).not.toBe(renewed)

  await openPage(page, '/settings/account')
  await expect(page.getByText('This browser ·')).toBeVisible()
  await page.getByRole('button', { name: /^End the session in/ }).click()
  await expect(page.getByText('Session ended.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^End the session in/ })).toHaveCount(0)
  await other.goto('/settings/account')
  await expect(other).toHaveURL(/\/sign-in/)
  await untilInteractive(other)

  // What was mailed is on this machine.
  const mails = other.getByRole('listitem').filter({ hasText: email })
  await expect
    .poll(async () => {
      await other.goto('/dev/mail')
      return mails.filter({ hasText: 'A new device is signed in' }).count()
    })
    .toBe(1)
  await openPage(page, '/settings/security')
  await expect(page.getByText('Session ended')).toBeVisible()
  await expectAccessible(page)
  await elsewhere.close()
})

test('two sessions ended one right after the other are both gone', async ({ page, browser }) => {
  const { email, password } = await signUp(page)
  for (let count = 0; count < 2; count++) {
    const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin })
    const other = await elsewhere.newPage()
    await signIn(other, email, password)
    await other.waitForURL('**/chat')
    await elsewhere.close()
  }
  await openPage(page, '/settings/account')
  const ends = page.getByRole('button', { name: /^End the session in/ })
  await expect(ends).toHaveCount(2)
  const bothPressed = Promise.withResolvers<void>()
  await page.route('**/settings/account', async (route) => {
    await bothPressed.promise
    await route.continue()
  })
  await ends.first().click()
  await ends.last().click()
  bothPressed.resolve()
  await untilAnswered(page)
  await expect(ends).toHaveCount(0)
  await reloadPage(page)
  await expect(page.getByText('This browser ·')).toBeVisible()
  await expect(ends).toHaveCount(0)
})

test('what is written on a page of one person is not stored with another who signed in after them', async ({
  page,
  context,
}) => {
  await signUp(page)
  const chat = new Chat(page)
  await chat.open()
  const bob = await createPerson(new URL(page.url()).origin, 'Bob')
  await context.clearCookies()
  await context.addCookies(bob.account.cookies)

  await chat.send('For Ada alone.')
  await expect(
    page.getByText('Somebody else has signed in in this browser. Reload the page to go on.'),
  ).toBeVisible()
  await expect(page.getByText('For Ada alone.')).toBeVisible()
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await chat.open()
  await expect(chat.field).toHaveText('')
  const { conversations } = await (await page.request.get('/api/conversations')).json()
  expect(conversations).toEqual([])
  await untilInteractive(page)
})
