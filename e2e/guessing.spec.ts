import { expect, type Page, test } from '@playwright/test'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { expectAccessible } from './support/access.ts'
import { CaptchaProvider } from './support/captcha/provider.ts'
import { signUp } from './support/chat.ts'
import { linkFromMail } from './support/mail.ts'
import { startSecondServer } from './support/numina.ts'
import { openPage, untilInteractive } from './support/open.ts'
import { watchPolicy } from './support/policy.ts'
import { signOut, submitSignIn } from './support/sign-in.ts'

const WRONG = 'This e-mail and password do not fit together.'

/** Tries a password and waits for the answer. */
async function tryIn(page: Page, email: string, password: string): Promise<void> {
  const answer = page.waitForResponse('**/api/auth/callback/credentials*')
  await submitSignIn(page, email, password)
  await answer
  await expect(page.getByRole('button', { name: 'Sign in' })).not.toHaveAttribute('aria-busy', 'true')
}

test('who guesses a password learns nothing and gets nowhere, and its owner comes in all the same', async ({
  page,
  browser,
}) => {
  const { email, password } = await signUp(page)
  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin })
  await elsewhere.setExtraHTTPHeaders({ 'x-forwarded-for': '10.66.0.1' })
  const stranger = await elsewhere.newPage()
  await openPage(stranger, '/sign-in')
  for (let i = 0; i < 5; i++) await tryIn(stranger, email, `guess number ${i}`)
  await expect(stranger.getByText('After several tries new browsers have to wait')).toBeVisible()
  await expectAccessible(stranger)
  // Even the right one is answered like a wrong one now.
  await tryIn(stranger, email, password)
  await expect(stranger.getByText(WRONG)).toBeVisible()

  // A browser the owner has used is not held up by what strangers do.
  await signOut(page)
  await untilInteractive(page)
  await submitSignIn(page, email, password)
  await page.waitForURL('**/chat')
  await openPage(page, '/settings/security')
  await expect(page.getByText('Signing in paused after many wrong attempts')).toBeVisible()
  await untilInteractive(page)

  // A new one is let in by the mail that only the owner gets.
  const link = await linkFromMail(browser, {
    to: email,
    subject: 'Somebody tries to sign in to your Numina account',
    path: '/sign-in/link',
  })
  await openPage(stranger, link)
  await stranger.getByRole('button', { name: 'Sign in' }).click()
  await stranger.waitForURL('**/chat')
  await untilInteractive(stranger)
  await elsewhere.close()
})

/** The widget's script as a provider serves it, with somebody who solves it at once. */
const widgetScript = (token: string) => `window.turnstile = {
  render(place, options) {
    place.textContent = 'The widget of ' + options.sitekey
    queueMicrotask(() => options.callback(${JSON.stringify(token)}))
    return 'one'
  },
  remove() {},
}`

test('a captcha comes after wrong passwords only, where the operator has chosen one', async ({ browser }) => {
  const provider = new CaptchaProvider()
  const port = await pickFreePort()
  const server = await startSecondServer(port, undefined, {
    CAPTCHA_PROVIDER: 'turnstile',
    CAPTCHA_SITE_KEY: 'site-of-the-journey',
    CAPTCHA_SECRET: provider.secret,
    CAPTCHA_VERIFY_URL: await provider.start(),
  })
  const context = await browser.newContext({ baseURL: `http://localhost:${port}` })
  try {
    const page = await context.newPage()
    const { email, password } = await signUp(page)
    // A browser that knows nobody.
    await context.clearCookies()
    const troubles = watchPolicy(page)
    await page.route('https://challenges.cloudflare.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: widgetScript(provider.solve()) }),
    )
    await openPage(page, '/sign-in')
    for (let i = 0; i < 3; i++) await tryIn(page, email, `guess number ${i}`)
    await expect(page.locator('script[src*="cloudflare"]')).toHaveCount(0)
    await tryIn(page, email, password)
    await expect(page.getByText('Please show below that you are no machine')).toBeVisible()
    await expect(page.getByText('The widget of site-of-the-journey')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/chat')
    await untilInteractive(page)
    expect(provider.asked.at(-1)?.get('secret')).toBe(provider.secret)
    expect(troubles).toEqual([])
  } finally {
    await context.close()
    await server.stop(15_000)
    provider.stop()
  }
})
