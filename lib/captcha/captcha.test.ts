import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { CaptchaProvider } from '@/e2e/support/captcha/provider'
import { verifyCredentials } from '@/lib/accounts/verify-credentials'
import { newId } from '@/lib/core/ids'
import * as env from '@/lib/env'
import { newToken } from '@/lib/platform/secrets'
import { beginSession } from '@/lib/sessions/server'
import { createPerson, onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'
import { captchaOrigins, checkCaptcha, offeredCaptcha } from './check-captcha'

onAppDatabase()

const provider = new CaptchaProvider()
let url: string
beforeAll(async () => {
  url = await provider.start()
})
afterAll(() => provider.stop())
afterEach(() => vi.restoreAllMocks())

function configure(more: Partial<env.Env> = {}): void {
  const captcha = {
    CAPTCHA_PROVIDER: 'turnstile',
    CAPTCHA_SITE_KEY: 'site',
    CAPTCHA_SECRET: provider.secret,
    CAPTCHA_VERIFY_URL: url,
  } as const
  const whole = { ...env.getEnv(), ...captcha, ...more }
  vi.spyOn(env, 'getEnv').mockReturnValue(whole)
}

const tryIn = (email: string, password: string, captcha?: string, device?: string) =>
  verifyCredentials(someRequest(), { email, password, captcha }, device).catch(
    ({ code }: { code: string }) => code,
  )

describe('a captcha', () => {
  it('is not there unless the operator chose one', async () => {
    expect(offeredCaptcha()).toBeNull()
    expect(captchaOrigins()).toEqual([])
    expect(await checkCaptcha(undefined, '192.0.2.1')).toBe(true)
  })

  it('is checked with its provider, and each token counts once', async () => {
    configure()
    const token = provider.solve()
    expect(await checkCaptcha(token, '192.0.2.1')).toBe(true)
    expect(await checkCaptcha(token, '192.0.2.1')).toBe(false)
    expect(await checkCaptcha('made up', '192.0.2.1')).toBe(false)
    expect(await checkCaptcha(undefined, '192.0.2.1')).toBe(false)
    expect(Object.fromEntries(provider.asked[0] ?? [])).toMatchObject({
      remoteip: '192.0.2.1',
      response: token,
    })
    expect(captchaOrigins()).toEqual(['https://challenges.cloudflare.com'])
  })

  it('keeps nobody out while its provider is down', async () => {
    configure({ CAPTCHA_VERIFY_URL: 'http://127.0.0.1:9/siteverify' })
    expect(await checkCaptcha('anything', '192.0.2.1')).toBe(true)
    expect(await checkCaptcha(undefined, '192.0.2.1')).toBe(false)
  })

  it('is asked for after some wrong passwords, alike for accounts that do not exist, and not in known browsers', async () => {
    configure()
    const { email, userId } = await createPerson()
    const nobody = `${newId()}@example.com`
    for (const each of [email, nobody]) {
      for (let i = 0; i < 3; i++) expect(await tryIn(each, 'wrong password')).toBeNull()
      expect(await tryIn(each, 'wrong password')).toBe('captcha_required')
      expect(await tryIn(each, 'wrong password', 'made up')).toBe('captcha_required')
      // What was not let through does not count.
      expect(await tryIn(each, 'wrong password', provider.solve())).toBeNull()
    }
    const device = newToken()
    await beginSession(someRequest(), { userId, method: 'password', device })
    expect(await tryIn(email, PASSWORD, undefined, device)).toEqual({ userId })
    expect(await tryIn(email, PASSWORD)).toBe('captcha_required')
    expect(await tryIn(email, PASSWORD, provider.solve())).toEqual({ userId })
    // The right password has come: the account is quiet again.
    expect(await tryIn(email, 'wrong password')).toBeNull()
  })
})
