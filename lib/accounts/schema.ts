import { z } from 'zod'

export const TONES = ['warm', 'neutral', 'direct', 'playful'] as const
export const LENGTHS = ['short', 'balanced', 'detailed'] as const
export const THEMES = ['light', 'dark', 'system'] as const
export const HUMOURS = ['none', 'some', 'plenty'] as const
const TEXT_SIZES = ['small', 'normal', 'large', 'larger'] as const
const MOTIONS = ['system', 'reduced'] as const

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

export const signInInput = z.object({
  email,
  password: z.string().min(1).max(PASSWORD_MAX),
  captcha: z.string().max(4096).optional(),
})

const atMost = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${max.toLocaleString('en')} characters.`)

/** What people enter word by word or choose, and what two windows may change at once. */
const profileFields = {
  name,
  pronouns: atMost(40),
  bio: atMost(300),
  /** YYYY-MM-DD; empty when it is not told. */
  birthday: z.literal('').or(z.iso.date('Enter the day as year, month and day.')),
  timeZone,
  locale,
  /** The language answers are always in; empty: the one the person writes in. */
  language: z.literal('').or(locale),
  address: atMost(80),
  tone: z.enum(TONES),
  length: z.enum(LENGTHS),
  humour: z.enum(HUMOURS),
  about: atMost(2_000),
  avoid: atMost(1_000),
  instructions: atMost(4_000),
}
export type ProfileField = keyof typeof profileFields
const FIELDS = Object.keys(profileFields) as [ProfileField, ...ProfileField[]]

export const profilePatch = z
  .object({
    ...profileFields,
    theme: z.enum(THEMES),
    textSize: z.enum(TEXT_SIZES),
    motion: z.enum(MOTIONS),
    defaultModel: z.string().min(1).max(200),
  })
  .partial()
export type ProfilePatch = z.infer<typeof profilePatch>

/** `base`: how the fields stood when the person began to change them. */
export const editProfileInput = z
  .object({
    patch: z.object(profileFields).partial(),
    base: z.partialRecord(z.enum(FIELDS), z.string().max(4_000)),
  })
  .refine(({ patch, base }) => Object.keys(patch).every((key) => key in base), 'Say what was there before.')
export type EditProfileInput = z.infer<typeof editProfileInput>

/** What makes Numina speak as it does, as it is being entered. */
export const voiceInput = z
  .object(profileFields)
  .pick({
    ...{ name: true, pronouns: true, bio: true, language: true, address: true, tone: true, length: true },
    ...{ humour: true, about: true, avoid: true, instructions: true },
  })
  .partial()
export type VoiceInput = z.infer<typeof voiceInput>

export const welcomeInput = z
  .object({
    step: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    isDone: z.boolean(),
    hintDismissed: z.boolean(),
  })
  .partial()
/** How far a newcomer has come, and whether they want to be told what their profile lacks. */
export type Welcome = z.infer<typeof welcomeInput>

const hour = z.int().min(0).max(23)
export const restInput = z.object({ isOn: z.boolean(), from: hour, to: hour }).partial()
export type RestChange = z.infer<typeof restInput>
/** Between which hours of their day somebody is told that it is late, and after how long a sitting by day. */
export type Rest = {
  isOn: boolean
  from: number
  to: number
  sittingMinutes: number
  /** Under age, by the birthday they told. */
  isYoung: boolean
}

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
export const handOverInput = z.object({ email })
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
  pronouns: string
  bio: string
  birthday: string
  language: string
  humour: (typeof HUMOURS)[number]
  about: string
  avoid: string
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
  /** Null: as each browser has it. */
  textSize: (typeof TEXT_SIZES)[number] | null
  motion: (typeof MOTIONS)[number] | null
  defaultModel: string | null
  /** Where a newcomer goes on; null when there is nothing left to ask. */
  welcomeStep: 1 | 2 | 3 | null
  hintDismissed: boolean
  rest: Rest
}

/** `saved: false`: another window has changed one of the fields meanwhile; the profile is what stands there. */
export type ProfileSaved = { saved: boolean; profile: ProfileDto }

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
