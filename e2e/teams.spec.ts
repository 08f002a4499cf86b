import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { giveSeats } from './support/behind.ts'
import { expect, signUp, test } from './support/chat.ts'
import { linkFromMail } from './support/mail.ts'
import { openPage, reloadPage, untilInteractive } from './support/open.ts'
import { createPerson } from './support/person.ts'
import { makeTeam } from './support/team.ts'

const menu = (page: Page) => page.getByRole('button', { name: /^Your menu/ })

test('a team is made, joined by a link, shares what is shared and nothing else, and somebody removed is at home again', async ({
  page,
  chat,
  browser,
}) => {
  const name = `Analysts ${randomBytes(3).toString('hex')}`
  await openPage(page, '/chat')
  await menu(page).click()
  await page.getByRole('menuitem', { name: 'New team' }).click()
  await page.waitForURL('**/settings/team/new')
  await untilInteractive(page)
  await page.getByLabel('Name of the team').fill(name)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create the team' }).click()
  await page.waitForURL('**/settings/team')
  await untilInteractive(page)
  await expect(menu(page)).toHaveAccessibleName(`Your menu: Ada Lovelace, in ${name}`)
  await expect(page.getByText('1 seat, none of them free.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'See the plans' })).toBeVisible()

  await giveSeats(name, 3)
  await reloadPage(page)
  const context = await browser.newContext({
    baseURL: process.env.E2E_BASE_URL ?? '',
    storageState: { cookies: [], origins: [] },
  })
  const mate = await context.newPage()
  const { email } = await signUp(mate)
  await page.getByLabel('Addresses').fill(email)
  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByText('One invitation is on its way.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Open invitations' })).toContainText(email)
  await expectAccessible(page)

  const link = await linkFromMail(browser, { to: email, subject: `invites you to ${name}`, path: '/join/' })
  await openPage(mate, link)
  await expect(mate.getByText(`The account that joins is Ada Lovelace, ${email}.`)).toBeVisible()
  await expectAccessible(mate)
  await mate.getByRole('button', { name: `Join ${name}` }).click()
  await mate.waitForURL('**/chat')
  await untilInteractive(mate)
  await expect(menu(mate)).toHaveAccessibleName(`Your menu: Ada Lovelace, in ${name}`)
  await openPage(mate, link)
  await expect(mate.getByRole('heading', { name: 'This invitation does not work any more.' })).toBeVisible()

  await openPage(page, '/settings/assistants/new')
  await page.getByLabel('Name', { exact: true }).fill('Chef')
  await page.getByLabel('Handle').fill('chef')
  await page.getByLabel('Share in the workspace').check()
  await page.getByRole('button', { name: 'Add assistant' }).click()
  await expect(page).toHaveURL(/\/settings\/assistants$/)
  await chat.begin('Of the owner alone.')
  const [, secret = ''] = /(\/chat\/\w+)$/.exec(page.url()) ?? []
  await openPage(mate, secret)
  await expect(mate.getByText('This conversation does not exist')).toBeVisible()
  await openPage(mate, '/settings/assistants')
  await expect(mate.getByRole('listitem').filter({ hasText: 'Chef' })).toContainText('Ada Lovelace')

  await openPage(page, '/settings/team')
  const members = page.getByRole('list', { name: 'Members' }).getByRole('listitem')
  await expect(members).toHaveCount(2)
  await page.getByRole('button', { name: 'Manage Ada Lovelace' }).click()
  await page.getByRole('menuitemradio', { name: 'Viewer' }).click()
  await expect(members.filter({ hasText: email })).toContainText('Viewer')
  await expect(page.getByRole('button', { name: 'Manage Ada Lovelace' })).toBeFocused()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await expect(page.getByText(`In the team ${name}`)).toBeVisible()
  await page.setViewportSize({ width: 1280, height: 800 })

  // The window of whoever is removed goes home by itself.
  await page.getByRole('button', { name: 'Manage Ada Lovelace' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(members).toHaveCount(1)
  await expect(menu(mate)).toHaveAccessibleName('Your menu: Ada Lovelace')
  await untilInteractive(mate)
  await context.close()

  await menu(page).click()
  await expect(page.getByRole('menuitemradio', { name: name })).toBeChecked()
  await page.getByRole('menuitemradio', { name: 'Your own space' }).click()
  await page.waitForURL('**/chat')
  await untilInteractive(page)
  await expect(menu(page)).toHaveAccessibleName('Your menu: Ada Lovelace')
})

test('what waits to be sent stays with its person, in their own space', async ({ page, chat, baseURL }) => {
  await chat.open()
  await page.route('**/api/chat', (route) =>
    route.fulfill({
      status: 429,
      json: { error: { code: 'rate_limited', message: 'That was too often.', requestId: 'r' } },
    }),
  )
  await chat.send('For me alone')
  const waiting = page.getByRole('region', { name: 'Messages waiting to be sent' })
  await expect(waiting).toContainText('For me alone')

  await makeTeam(page, `Analysts ${randomBytes(3).toString('hex')}`)
  await chat.open()
  await expect(waiting).toHaveCount(0)
  await menu(page).click()
  await page.getByRole('menuitemradio', { name: 'Your own space' }).click()
  await expect(waiting).toContainText('For me alone')
  await untilInteractive(page)

  // Their session has ended without a sign-out, and somebody else comes to this browser.
  const { account } = await createPerson(baseURL ?? '', 'Grace Hopper')
  const { cookies } = await page.context().storageState()
  await page.context().clearCookies()
  await page.context().addCookies(account.cookies)
  await chat.open()
  await expect(menu(page)).toHaveAccessibleName('Your menu: Grace Hopper')
  await expect(waiting).toHaveCount(0)
  await page.context().clearCookies()
  await page.context().addCookies(cookies)
  await chat.open()
  await expect(waiting).toContainText('For me alone')
})
