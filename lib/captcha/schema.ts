/** The wire types of captchas. Safe in the browser. */

/** Whose widget to show. */
export type CaptchaOffer = { provider: 'turnstile' | 'hcaptcha'; siteKey: string }
