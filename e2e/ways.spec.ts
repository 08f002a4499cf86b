import { randomBytes } from 'node:crypto'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { expectAccessible } from './support/access.ts'
import { giveRole } from './support/behind.ts'
import { Chat, command, signUp } from './support/chat.ts'
import { signInAtProvider } from './support/identity.ts'
import { linkFromMail } from './support/mail.ts'
import { startSecondServer } from './support/numina.ts'
import { openPage, untilAnswered, untilInteractive } from './support/open.ts'
import { signIn, signOut, submitSignIn } from './support/sign-in.ts'

const someAddress = (name: string) => `${name}.${randomBytes(6).toString('hex')}@example.com`

test('an account at a provider opens, is unlinked and linked again, and asks for the second step', async ({
  page,
}) => {
  const email = someAddress('emmy')
  const byProvider = page.getByRole('button', { name: 'Continue with Hilbert' })
  await openPage(page, '/sign-up?callbackUrl=/settings/security')
  await expectAccessible(page)
  await byProvider.click()
  await signInAtProvider(page, email)
  await page.waitForURL('**/settings/security')
  await untilInteractive(page)
  await expectAccessible(page)

  // The last way in stays, until there is a password.
  const unlink = page.getByRole('button', { name: 'Unlink Hilbert' })
  const question = page.getByRole('alertdialog', { name: 'Unlink Hilbert?' })
  await unlink.click()
  await question.getByRole('button', { name: 'Unlink' }).click()
  await expect(page.getByText('This is the last way into your account.')).toBeVisible()
  await openPage(page, '/settings/account')
  await page.getByLabel('Password', { exact: true }).fill('a password set later')
  await page.getByRole('button', { name: 'Set a password' }).click()
  await expect(page.getByRole('button', { name: 'Change password' })).toBeVisible()
  await openPage(page, '/settings/security')
  await unlink.click()
  await question.getByRole('button', { name: 'Unlink' }).click()
  await expect(unlink).toHaveCount(0)

  // The same address alone does not open the account.
  await signOut(page)
  await untilInteractive(page)
  await byProvider.click()
  await expect(page.getByText('There is an account with this e-mail already.')).toBeVisible()
  await untilInteractive(page)
  await submitSignIn(page, email, 'a password set later')
  await page.waitForURL('**/chat')
  await openPage(page, '/settings/security')
  await page.getByRole('button', { name: 'Link Hilbert' }).click()
  await expect(page.getByText('Hilbert opens your account from now on.')).toBeVisible()
  await untilInteractive(page)

  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const secret = (await page.locator('code').first().textContent()) ?? ''
  const app = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) })
  await page.getByLabel('Code the app shows').fill(app.generate())
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await signOut(page)
  await untilInteractive(page)
  await byProvider.click()
  await page.waitForURL('**/sign-in/step**')
  await untilInteractive(page)
  await expectAccessible(page)
  // The code of now is used up; the one after it is good already, for clocks that run ahead.
  await page
    .getByLabel('Code of your authenticator app')
    .fill(app.generate({ timestamp: Date.now() + 30_000 }))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/chat')
  await expect(page.getByRole('button', { name: 'Your menu: Emmy Noether' })).toBeVisible()
  await untilInteractive(page)
})

test('a link by e-mail signs in once, in another tab, and drops the password of an address nobody confirmed', async ({
  page,
  browser,
}) => {
  const { email, password } = await signUp(page)
  await signOut(page)
  await untilInteractive(page)
  await page.getByRole('link', { name: 'E-mail me a link' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in by e-mail.' })).toBeVisible()
  await page.getByLabel('E-mail').fill(someAddress('nobody'))
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('has an account here, a mail with a link is on its way.')).toBeVisible()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send another link' }).click()
  await expect(page.getByText(`If ${email} has an account here`)).toBeVisible()
  const link = await linkFromMail(browser, { to: email, subject: 'Your link', path: '/sign-in/link' })

  // A program that looks at links uses nothing up.
  await page.request.get(link)
  const tab = await page.context().newPage()
  await openPage(tab, link)
  await expect(tab.getByText(email)).toBeVisible()
  await expect(tab.getByText('Nobody has confirmed this address before.')).toBeVisible()
  await expectAccessible(tab)
  await tab.getByRole('button', { name: 'Sign in' }).click()
  await tab.waitForURL('**/chat')
  await untilInteractive(tab)
  await tab.close()

  await openPage(page, link)
  await expect(page.getByRole('heading', { name: 'This link does not work any more.' })).toBeVisible()
  await openPage(page, '/settings/account')
  await expect(page.getByRole('button', { name: 'Set a password' })).toBeVisible()
  await signOut(page)
  await untilInteractive(page)
  await submitSignIn(page, email, password)
  await expect(page.getByText('This e-mail and password do not fit together.')).toBeVisible()
})

test('a guest chats at once, is told what needs an account, and keeps everything by making one', async ({
  page,
}) => {
  await openPage(page, '/')
  await page.getByRole('button', { name: 'Try it without an account' }).click()
  await page.waitForURL('**/chat')
  await untilInteractive(page)
  await expectAccessible(page)
  const chat = new Chat(page)
  await chat.send(`What is a ring? ${command({ text: 'A set with two operations.' })}`)
  await chat.expectReply('A set with two operations.')
  await chat.expectAddress()
  const conversation = page.url()

  // Settings are for people with an account: the way there is the way to one.
  await openPage(page, '/settings/security')
  await expect(page).toHaveURL(/\/sign-up$/)
  await expect(page.getByText('What you have said as a guest stays: it becomes yours.')).toBeVisible()
  const email = someAddress('noether')
  await page.getByLabel('Name').fill('Emmy Noether')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('ideals and their chains')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/chat')
  await expect(page.getByRole('button', { name: 'Your menu: Emmy Noether' })).toBeVisible()
  await expect(page.getByText('You are a guest')).toHaveCount(0)
  await openPage(page, new URL(conversation).pathname)
  await chat.expectReply('A set with two operations.')
  await untilInteractive(page)
})

test('where accounts are for some, addresses there confirm themselves first, and others are invited', async ({
  page,
  browser,
}) => {
  const admin = await signUp(page)
  await giveRole(admin.email, 'admin')
  const port = await pickFreePort()
  const server = await startSecondServer(port, undefined, {
    SIGN_UP: 'domains',
    SIGN_UP_DOMAINS: 'example.com, example.org',
    ADMIN_SECOND_STEP: 'optional',
  })
  const there = `http://localhost:${port}`
  try {
    const invited = `emil.${randomBytes(6).toString('hex')}@elsewhere.net`
    const boss = await visitor(browser, there)
    await signIn(boss, admin.email, admin.password)
    await boss.waitForURL('**/chat')
    await openPage(boss, '/admin/invitations')
    await boss.getByLabel('E-mail').fill(invited)
    await boss.getByRole('button', { name: 'Invite' }).click()
    await expect(boss.getByText(`The invitation to ${invited} is on its way.`)).toBeVisible()
    await expect(boss.getByRole('button', { name: `Take back the invitation to ${invited}` })).toBeVisible()
    await expectAccessible(boss)

    // Not by signing up: that is for addresses of the house, which are confirmed before there is an account.
    const newcomer = await visitor(browser, there)
    await openPage(newcomer, '/sign-up')
    await expect(
      newcomer.getByText('Accounts are open to addresses at example.com, example.org.'),
    ).toBeVisible()
    await fillSignUp(newcomer, invited)
    await untilAnswered(newcomer)
    await expect(newcomer.getByText('Accounts are open to addresses at').nth(1)).toBeVisible()
    const email = someAddress('olga')
    await fillSignUp(newcomer, email)
    await expect(newcomer.getByText(`Look into your mail: we have written to ${email}.`)).toBeVisible()
    const confirm = await linkFromMail(browser, {
      to: email,
      subject: 'Confirm your address',
      path: '/sign-up/confirm',
    })
    await openPage(newcomer, confirm)
    await expectAccessible(newcomer)
    await newcomer.getByLabel('Password', { exact: true }).fill('the wall of numbers')
    await newcomer.getByRole('button', { name: 'Confirm and sign in' }).click()
    await newcomer.waitForURL('**/chat')
    await untilInteractive(newcomer)

    // A taken address reads the same, and its owner hears of it.
    const stranger = await visitor(browser, there)
    await openPage(stranger, '/sign-up')
    await fillSignUp(stranger, email)
    await expect(stranger.getByText(`Look into your mail: we have written to ${email}.`)).toBeVisible()
    await linkFromMail(browser, { to: email, subject: 'You have a Numina account already', path: '/sign-in' })

    const invitation = await linkFromMail(browser, { to: invited, subject: 'invites you', path: '/invite' })
    await openPage(stranger, invitation)
    await expectAccessible(stranger)
    await stranger.getByLabel('Name').fill('Emil Artin')
    await stranger.getByLabel('Password', { exact: true }).fill('the wall of numbers')
    await stranger.getByRole('button', { name: 'Create account' }).click()
    await stranger.waitForURL('**/chat')
    await expect(stranger.getByRole('button', { name: 'Your menu: Emil Artin' })).toBeVisible()
    await untilInteractive(stranger)
    await openPage(stranger, invitation)
    await expect(
      stranger.getByRole('heading', { name: 'This invitation does not work any more.' }),
    ).toBeVisible()
    for (const each of [boss, newcomer, stranger]) await each.context().close()
  } finally {
    await server.stop(15_000)
  }
})

async function visitor(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL })
  return context.newPage()
}

async function fillSignUp(page: Page, email: string): Promise<void> {
  await page.getByLabel('Name').fill('Olga Taussky')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('the wall of numbers')
  await page.getByRole('button', { name: 'Create account' }).click()
}
