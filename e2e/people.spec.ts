import type { Browser, Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { giveRole } from './support/behind.ts'
import { expect, signUp, test } from './support/chat.ts'
import { countMails } from './support/mail.ts'
import { openPage, untilAnswered, untilInteractive } from './support/open.ts'
import { submitSignIn } from './support/sign-in.ts'

/** Somebody who runs this Numina, in a browser of their own. */
async function boss(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  const page = await context.newPage()
  const { email } = await signUp(page)
  await giveRole(email, 'owner')
  return page
}

test.use({ storageState: { cookies: [], origins: [] } })

test('an account is suspended with a reason, says so at the door, is let back in, and gets a role', async ({
  page,
  browser,
}) => {
  // Not the other way round: the very first account is the owner's, whom nobody suspends.
  const admin = await boss(browser)
  const { email, password } = await signUp(page)
  await openPage(admin, '/chat')
  await admin.getByRole('button', { name: /^Your menu/ }).click()
  await admin.getByRole('menuitem', { name: 'Manage Numina' }).click()
  await admin.waitForURL('**/admin/people')
  const rows = admin.getByRole('list', { name: 'People' }).getByRole('listitem')
  await admin.getByRole('searchbox', { name: 'Search by name or e-mail' }).fill(email)
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Address not confirmed')
  await expectAccessible(admin)

  await admin.getByRole('button', { name: 'Manage Ada Lovelace' }).click()
  await admin.getByRole('menuitem', { name: 'Suspend' }).click()
  const question = admin.getByRole('dialog', { name: 'Suspend Ada Lovelace?' })
  await question.getByRole('button', { name: 'Suspend' }).click()
  await expect(question.getByLabel('Why')).toHaveAccessibleDescription(/Say why: the person reads it\./)
  await question.getByLabel('Why').fill('Sends advertisements.')
  await expectAccessible(admin)
  await question.getByRole('button', { name: 'Suspend' }).click()
  await expect(rows).toContainText('Told: Sends advertisements.')

  // The open page says so by itself, and the door says why.
  await expect(page.getByText('You are signed out.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/sign-in**')
  await untilInteractive(page)
  await submitSignIn(page, email, password)
  await expect(page.getByText('This account is suspended.')).toBeVisible()
  const here = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  const mails = await here.newPage()
  await expect.poll(() => countMails(mails, email, 'Your Numina account is suspended')).toBe(1)
  await here.close()

  await admin.getByRole('radio', { name: 'Suspended' }).check()
  await untilAnswered(admin)
  await expect(rows).toHaveText([new RegExp(email)])
  await admin.getByRole('button', { name: 'Manage Ada Lovelace' }).click()
  await admin.getByRole('menuitem', { name: 'Let back in' }).click()
  await expect(admin.getByText('Ada Lovelace can sign in again.', { exact: true })).toBeVisible()
  await submitSignIn(page, email, password)
  await page.waitForURL('**/chat')
  await untilInteractive(page)

  await giveRole(email, 'support')
  await openPage(admin, '/admin/people')
  await admin.getByRole('radio', { name: 'Who manages' }).check()
  await untilAnswered(admin)
  await admin.getByRole('searchbox', { name: 'Search by name or e-mail' }).fill(email)
  await expect(rows).toHaveText([new RegExp(email)])
  await admin.getByRole('button', { name: 'Manage Ada Lovelace' }).click()
  await admin.getByRole('menuitemradio', { name: 'Admin' }).click()
  await expect(rows).toContainText('Admin')
  await untilAnswered(admin)
  await admin.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(admin)
  await expectAccessible(admin)
  // It counts at once.
  await openPage(page, '/admin/people')
  await expect(page.getByRole('list', { name: 'People' })).toBeVisible()
  await admin.context().close()
})

test('a reported answer is read, which its person sees, and dealt with', async ({ page, chat, browser }) => {
  await signUp(page)
  await chat.begin('A doubtful answer.')
  await chat.replies.last().getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Report' }).click()
  const dialog = page.getByRole('dialog', { name: 'Report this answer' })
  await dialog.getByRole('radio', { name: 'Something else' }).check()
  const note = `Doubtful ${Date.now()}`
  await dialog.getByLabel('In your words').fill(note)
  await dialog.getByRole('button', { name: 'Report' }).click()
  await expect(dialog).toHaveCount(0)

  const admin = await boss(browser)
  await openPage(admin, '/admin/reports')
  const row = admin.getByRole('list', { name: 'Reports' }).getByRole('listitem').filter({ hasText: note })
  await row.getByRole('button', { name: 'Read the reply' }).click()
  await expect(row).toContainText('A doubtful answer.')
  await expectAccessible(admin)
  await row.getByRole('button', { name: 'Dealt with' }).click()
  await expect(row).toHaveCount(0)
  await admin.getByRole('radio', { name: 'Dealt with' }).check()
  await expect(row.getByRole('button', { name: 'Open again' })).toBeVisible()
  await admin.context().close()

  await openPage(page, '/settings/privacy')
  await expect(page.getByText('Looked at by support on')).toHaveCount(1)
})

test('the owner hands this Numina over before the account can go', async ({ page, browser }) => {
  const owner = await boss(browser)
  const heir = await signUp(page)
  await openPage(owner, '/settings/privacy')
  const form = owner.getByRole('textbox', { name: 'New owner' })
  await form.fill(heir.email)
  await owner.getByRole('button', { name: 'Hand over' }).click()
  await expect(form).toHaveAccessibleDescription(/Nobody here has confirmed this address\./)
  await giveRole(heir.email, 'support')
  await owner.getByRole('button', { name: 'Hand over' }).click()
  await expect(owner.getByRole('button', { name: 'Delete my account' })).toBeVisible()
  await expectAccessible(owner)
  await owner.context().close()
  await openPage(page, '/admin/people')
  await page.getByRole('searchbox', { name: 'Search by name or e-mail' }).fill(heir.email)
  const rows = page.getByRole('list', { name: 'People' }).getByRole('listitem')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Owner')
})
