import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'

export const TONES = ['warm', 'neutral', 'direct', 'playful'] as const
export const LENGTHS = ['short', 'balanced', 'detailed'] as const
export const THEMES = ['light', 'dark', 'system'] as const

export const PASSWORD_MIN = 10
const PASSWORD_MAX = 128

const email = z
  .email('Enter an e-mail address like name@example.com.')
  .max(254)
  .transform((v) => v.toLowerCase())
const name = z.string().trim().min(1, 'Enter your name.').max(80, 'Use at most 80 characters.')
const newPassword = z
  .string()
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`)
const timeZone = z.string().max(64).refine(isTimeZone, 'Choose a time zone from the list.')
const locale = z.string().max(35).refine(isLocale, 'Choose a language from the list.')

export const signUpInput = z.object({ name, email, password: newPassword, timeZone, locale })
export type SignUpInput = z.infer<typeof signUpInput>

export const signInInput = z.object({ email, password: z.string().min(1).max(PASSWORD_MAX) })

export const profilePatch = z
  .object({
    name,
    timeZone,
    locale,
    theme: z.enum(THEMES),
    address: z.string().trim().max(80, 'Use at most 80 characters.'),
    tone: z.enum(TONES),
    length: z.enum(LENGTHS),
    instructions: z.string().trim().max(4000, 'Use at most 4,000 characters.'),
    defaultModel: z.string().min(1).max(200),
  })
  .partial()
export type ProfilePatch = z.infer<typeof profilePatch>

export const changePasswordInput = z.object({
  current: z.string().min(1).max(PASSWORD_MAX),
  next: newPassword,
})
export type ChangePasswordInput = z.infer<typeof changePasswordInput>

export const setPasswordInput = changePasswordInput.pick({ next: true })

const mailToken = z.string().min(20).max(100)

export const forgotInput = z.object({ email })
export type ForgotInput = z.infer<typeof forgotInput>
export const resetInput = z.object({ token: mailToken, password: newPassword })
export type ResetInput = z.infer<typeof resetInput>
export const mailTokenInput = z.object({ token: mailToken })
export const changeEmailInput = z.object({ email })
/** To whom, and what: a workspace, or without one the installation. */
export const handOverInput = z.object({ email, workspaceId: idSchema.optional() })
export type HandOverInput = z.infer<typeof handOverInput>
export const proofInput = z.object({ password: z.string().min(1).max(PASSWORD_MAX) })
export const verifyCodeInput = z.object({
  code: z
    .string()
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits of the mail.')),
})

/** A form with a picture in its `file`. */
export const pictureForm = z
  .instanceof(FormData)
  .transform((form) => form.get('file'))
  .pipe(z.instanceof(File, { error: 'Choose a picture.' }))

/** How Numina should speak with this person. Empty strings mean "no wish". */
export type Preferences = {
  address: string
  tone: (typeof TONES)[number]
  length: (typeof LENGTHS)[number]
  instructions: string
}

export type ProfileDto = Preferences & {
  id: string
  email: string
  emailVerified: boolean
  name: string
  /** Role in the whole instance. */
  role: 'owner' | 'admin' | 'support' | 'user'
  avatarUrl: string | null
  timeZone: string
  locale: string
  theme: (typeof THEMES)[number]
  defaultModel: string | null
}

/** @returns whether `value` is an IANA time zone this runtime knows */
export function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

/** @returns whether `value` is a well-formed BCP 47 language tag */
export function isLocale(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}
