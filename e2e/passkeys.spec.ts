import { expect, test } from '@playwright/test'
import { expectAccessible } from './support/access.ts'
import { VirtualAuthenticator } from './support/authenticator.ts'
import { signUp } from './support/chat.ts'
import { openPage, reloadPage, untilInteractive } from './support/open.ts'
import { signIn, signOut } from './support/sign-in.ts'

test('a passkey is added and named, signs in by itself, is the second step, and is removed', async ({
  page,
}) => {
  const { email, password } = await signUp(page)
  const authenticator = await VirtualAuthenticator.plugInto(page)
  await openPage(page, '/settings/security')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('Passkey added. Give it a name')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Rename/ }).click()
  await page.getByLabel('Name').fill('My laptop')
  await page.keyboard.press('Enter')
  const list = page.getByRole('list', { name: 'Passkeys' })
  await expect(list).toContainText('My laptop')
  await expect(list).toContainText('not used yet')

  // From now on the password alone is not enough.
  await page.getByRole('button', { name: 'Ask for a passkey' }).click()
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('On. You sign in with your password and a passkey.')).toBeVisible()

  // The question that waits in the e-mail field is answered as soon as somebody says yes.
  await openPage(page, '/chat')
  await signOut(page)
  await page.waitForURL('**/chat')
  await untilInteractive(page)

  // Without a passkey at hand: the password asks for it, and goes on when it is there again.
  await authenticator.setAnswering(false)
  await openPage(page, '/chat')
  await signOut(page)
  await signIn(page, email, password)
  await expect(page.getByRole('button', { name: 'Use your passkey' })).toBeFocused()
  await expect(page.getByLabel('Recovery code')).toBeVisible()
  await expectAccessible(page)
  await authenticator.setAnswering(true)
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await page.waitForURL('**/chat')
  await untilInteractive(page)

  await openPage(page, '/settings/security')
  await expect(list).toContainText('last used')
  await page.getByRole('button', { name: 'Remove My laptop' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove this passkey?' })
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Passkey removed.')).toBeVisible()
  await expect(page.getByText('Off. With a second step')).toBeVisible()
  await reloadPage(page)
  await expect(page.getByText('Passkey removed', { exact: true })).toBeVisible()

  // It is still on the device, and opens nothing any more.
  expect(await authenticator.countPasskeys()).toBe(1)
  await openPage(page, '/chat')
  await signOut(page)
  await expect(page.getByText('This passkey opens nothing here')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
  await untilInteractive(page)
})
