import 'server-only'
import { z } from 'zod'
import { getEnv } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { PROVIDERS } from './providers'
import type { CaptchaOffer } from './schema'

const ANSWER_MS = 5_000
const verdict = z.object({ success: z.boolean(), 'error-codes': z.array(z.string()).optional() })

/** @returns whose captcha the operator has chosen, or null without one */
export function offeredCaptcha(): CaptchaOffer | null {
  const { CAPTCHA_PROVIDER: provider, CAPTCHA_SITE_KEY: siteKey } = getEnv()
  return provider && siteKey ? { provider, siteKey } : null
}

/** @returns the origins a page with the widget talks to and shows frames of; none without a captcha */
export function captchaOrigins(): readonly string[] {
  const offer = offeredCaptcha()
  return offer ? PROVIDERS[offer.provider].origins : []
}

/**
 * Asks the provider whether a token is good. While it does not answer, every token is: what is guarded has its own limits, and a
 * provider that is down must not keep everybody out.
 *
 * Source: https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ and https://docs.hcaptcha.com/#verify-the-user-response-server-side
 */
export async function checkCaptcha(token: string | undefined, ip: string): Promise<boolean> {
  const offer = offeredCaptcha()
  if (!offer) return true
  if (!token) return false
  const { CAPTCHA_SECRET: secret = '', CAPTCHA_VERIFY_URL: url } = getEnv()
  const body = new URLSearchParams({ secret, response: token, remoteip: ip, sitekey: offer.siteKey })
  try {
    const response = await fetch(url ?? PROVIDERS[offer.provider].verify, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const { success, 'error-codes': codes = [] } = verdict.parse(await response.json())
    if (!success) log.info('a captcha was not solved', { codes })
    return success
  } catch (error) {
    log.error('the captcha provider does not answer', { error })
    return true
  }
}
