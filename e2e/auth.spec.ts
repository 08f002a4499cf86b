import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { signUp } from './support/chat.ts'
import { holdScripts, openPage, untilInteractive } from './support/open.ts'
import { signOut } from './support/sign-in.ts'

const nobody = () => `nobody.${randomBytes(6).toString('hex')}@example.com`

/** An account that several journeys come back to: signing up is rationed, for us too. */
let account: Awaited<ReturnType<typeof signUp>>
test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? '' })
  account = await signUp(await context.newPage())
  await context.close()
})

async function trySignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password', { exact: true }).press('Enter')
}

/** Waits for what comes of it, too. */
async function trySignInAndFail(page: Page, email: string, password: string): Promise<void> {
  const answer = page.waitForResponse('**/api/auth/callback/credentials*')
  await trySignIn(page, email, password)
  await answer
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).not.toHaveAttribute(
    'aria-busy',
    'true',
  )
}

test('from the front door to the conversation by keyboard alone, and straight through the next time', async ({
  page,
}) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  for (const name of ['Prices', 'Sign in']) {
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name, exact: true })).toBeFocused()
  }
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Create your account.' })).toBeVisible()
  await untilInteractive(page)
  await page.getByLabel('Name').focus()
  await page.keyboard.type('Grace Hopper')
  await page.keyboard.press('Tab')
  await page.keyboard.type(nobody())
  await page.keyboard.press('Tab')
  await page.keyboard.type('nanoseconds are short')
  await expect(page.getByText('Strong.')).toBeVisible()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/chat')
  await expect(page.getByRole('button', { name: 'Your menu: Grace Hopper' })).toBeVisible()

  for (const door of ['/', '/sign-in', '/sign-up']) {
    await page.goto(door)
    await expect(page).toHaveURL(/\/chat$/)
  }
})

test('a wrong password is one sentence, and nothing typed is lost', async ({ page }) => {
  const { email, password } = account
  await openPage(page, '/sign-in?callbackUrl=/settings/account')
  await trySignInAndFail(page, email, `${password}!`)
  const problem = page.getByText('This e-mail and password do not fit together.')
  await expect(problem).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(email)

  // An unknown account reads the same.
  await trySignInAndFail(page, nobody(), password)
  await expect(problem).toBeVisible()

  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Show the password' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
  await trySignIn(page, email.toUpperCase(), password)
  await page.waitForURL('**/settings/account')
  // Closing a page while it still loads hangs in Chromium now and then.
  await untilInteractive(page)
})

test('an account that exists is not taken over, and not told apart, by signing up again', async ({
  page,
}) => {
  await openPage(page, '/sign-up')
  await page.getByLabel('Name').fill('Mallory')
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill('not the real password')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('We could not sign you in with this password.')).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('Mallory')
})

test('signing in never leads to another site', async ({ page }) => {
  const { email, password } = account
  await openPage(page, '/sign-in?callbackUrl=//example.org/phish')
  await trySignIn(page, email, password)
  await page.waitForURL('**/chat')
  expect(new URL(page.url()).hostname).toBe('localhost')
  await untilInteractive(page)
})

test('what is wrong with a form is said at its top and in place, and leads to the field', async ({
  page,
}) => {
  await openPage(page, '/sign-up')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail').fill('not an address')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()

  const email = page.getByLabel('E-mail')
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await expect(email).toHaveAccessibleDescription(/name@example\.com/)
  await expect(page.getByLabel('Name')).not.toHaveAttribute('aria-invalid')
  await expectAccessible(page)

  await page.getByRole('link', { name: /^E-mail: / }).click()
  await expect(email).toBeFocused()
  await email.fill('ada@example.com')
  await expect(email).not.toHaveAttribute('aria-invalid')
})

test('what is typed before the page has its script counts', async ({ page }) => {
  const { email, password } = account
  const release = await holdScripts(page)
  await page.goto('/sign-in', { waitUntil: 'commit' })
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await release()
  await untilInteractive(page)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/chat')
  await untilInteractive(page)
})

test('without a connection nothing typed is lost', async ({ page, context }) => {
  await openPage(page, '/sign-in')
  await context.setOffline(true)
  await trySignIn(page, 'ada@example.com', 'a long pass phrase')
  await expect(page.getByText('Numina could not be reached.')).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue('ada@example.com')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('a long pass phrase')
})

test('signing out in one tab closes the other, and closed doors lead to signing in', async ({
  page,
  context,
}) => {
  await signUp(page)
  const second = await context.newPage()
  await openPage(second, '/settings/profile')

  await signOut(page)

  await second.getByRole('link', { name: 'Account' }).click()
  await second.waitForURL(/\/sign-in/)
  await page.goto('/settings/profile')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goBack()
  await expect(page.getByRole('button', { name: /^Your menu/ })).toHaveCount(0)
})

for (const [width, colorScheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const) {
  test.describe(`${width} px, ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width, height: 844 } })

    for (const path of ['/', '/sign-in', '/sign-up', '/verify', '/nowhere']) {
      test(`axe finds nothing on ${path}`, async ({ page }) => {
        const refused: string[] = []
        page.on('console', (message) => {
          if (/content security policy/i.test(message.text())) refused.push(message.text())
        })
        await page.goto(path)
        await expect(page.getByRole('main')).toBeVisible()
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
        expect(refused).toEqual([])
      })
    }
  })
}
