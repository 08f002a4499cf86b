/**
 * The only reader of `process.env`. Parsed once, at first use; a wrong environment names every problem at once.
 * The local defaults (embedded database, local model) are set by `npm start`, not here: see docs/QUICK_START.md.
 */
import { z } from 'zod'

const url = z.url({ protocol: /^https?$/ })
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((v) => (v === '' ? undefined : v), schema.optional())

/** Values separated by commas or spaces; undefined when there are none. */
const list = <T extends z.ZodType<string, string>>(item: T) =>
  optional(
    z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(item).min(1)),
  )
const isOrigin = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text

const KEY_SHAPE = 'must be 32 random bytes in base64'
const isKey = (text: string) => /^[\w+/-]{43}=?$/.test(text)
const encryptionKey = z.string().refine(isKey, KEY_SHAPE)

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: z.string().regex(/^mongodb(\+srv)?:\/\//, 'must be a mongodb:// or mongodb+srv:// URL'),
  REDIS_URL: optional(z.string().regex(/^rediss?:\/\//, 'must be a redis:// or rediss:// URL')),
  UPSTASH_REDIS_REST_URL: optional(url),
  UPSTASH_REDIS_REST_TOKEN: optional(z.string()),
  NEXTAUTH_SECRET: z.string().min(32, 'must have 32 characters or more'),
  NEXTAUTH_URL: url,
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: optional(url),
  OPENAI_MODEL: optional(z.string()),
  ANTHROPIC_API_KEY: optional(z.string()),
  ANTHROPIC_BASE_URL: optional(url),
  GOOGLE_API_KEY: optional(z.string()),
  GOOGLE_BASE_URL: optional(url),
  LOCAL_MODEL_URL: optional(url),
  ALLOW_PRIVATE_NETWORKS: optional(z.enum(['0', '1'], 'must be 0 or 1')),
  NUMINA_ENCRYPTION_KEY: optional(encryptionKey),
  NUMINA_OLD_ENCRYPTION_KEYS: optional(
    z
      .string()
      .refine((text) => text.split(',').every((key) => isKey(key.trim()) || key.trim() === ''), KEY_SHAPE),
  ),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must be a smtp:// or smtps:// URL')),
  MAIL_FROM: optional(z.string().max(300)).default('Numina <numina@localhost>'),
  LOCAL_MAIL_URL: optional(url),
  ADMIN_SECOND_STEP: optional(z.enum(['required', 'optional'], 'must be required or optional')).default(
    'required',
  ),
  API_ALLOWED_ORIGINS: list(z.string().refine(isOrigin, 'must be origins like https://tools.example.com')),
  SECURITY_CONTACT: list(
    z
      .string()
      .transform((text) => (/^[^\s@:/]+@[^\s@:/]+$/.test(text) ? `mailto:${text}` : text))
      .pipe(z.string().regex(/^(mailto:|https:\/\/)[\x21-\x7e]+$/, 'must be mail or https:// addresses')),
  ),
  SECURITY_POLICY_URL: optional(z.url({ protocol: /^https$/ })),
  CAPTCHA_PROVIDER: optional(z.enum(['turnstile', 'hcaptcha'], 'must be turnstile or hcaptcha')),
  CAPTCHA_SITE_KEY: optional(z.string()),
  CAPTCHA_SECRET: optional(z.string()),
  CAPTCHA_VERIFY_URL: optional(url),
  GEOIP_FILE: optional(z.string()),
  SIGN_UP: optional(z.enum(['open', 'invite', 'domains', 'closed'])).default('open'),
  SIGN_UP_DOMAINS: list(
    z
      .string()
      .toLowerCase()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be domains, separated by commas'),
  ),
  GUESTS: optional(z.enum(['0', '1'], 'must be 0 or 1')),
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  GITHUB_CLIENT_ID: optional(z.string()),
  GITHUB_CLIENT_SECRET: optional(z.string()),
  OIDC_NAME: optional(z.string().max(40)).default('single sign-on'),
  OIDC_ISSUER: optional(url),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  /** Whoever says when they were born must be so old. */
  MINIMUM_AGE: optional(z.coerce.number().int().min(0).max(120)).default(16),
  OPERATOR_NAME: optional(z.string().max(200)),
  OPERATOR_ADDRESS: optional(z.string().max(500)),
  OPERATOR_EMAIL: optional(z.email('must be an e-mail address')),
  OPERATOR_JURISDICTION: optional(z.string().max(100)),
  /** `off`: plans limit nothing; else a file that changes them. */
  PLANS: optional(z.string().max(1_000)),
  STRIPE_SECRET_KEY: optional(
    z.string().regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a secret key like sk_test_…'),
  ),
  /** Where the local Stripe answers; absent for Stripe itself. */
  STRIPE_API_BASE: optional(url),
  /** One secret, or two while they change. */
  STRIPE_WEBHOOK_SECRET: list(z.string().regex(/^whsec_[\w+/=-]+$/, 'must be secrets like whsec_…')),
  STRIPE_TAX: optional(z.enum(['0', '1'], 'must be 0 or 1')),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
})

type Variable = keyof z.infer<typeof schema>

/** What means nothing without something else. */
const COMPANIONS: readonly (readonly [given: Variable, needed: Variable])[] = [
  ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_SECRET'],
  ['CAPTCHA_PROVIDER', 'CAPTCHA_SITE_KEY'],
  ['CAPTCHA_PROVIDER', 'CAPTCHA_SECRET'],
  ['STRIPE_API_BASE', 'STRIPE_SECRET_KEY'],
]

const complete = schema.superRefine((env, { addIssue }) => {
  const need = (name: Variable, message: string) => addIssue({ code: 'custom', path: [name], message })
  for (const [given, needed] of COMPANIONS)
    if (env[given] && !env[needed]) need(needed, `is needed with ${given}`)
  if (env.SIGN_UP === 'domains' && !env.SIGN_UP_DOMAINS)
    need('SIGN_UP_DOMAINS', 'is needed with SIGN_UP=domains')
})

export type Env = z.infer<typeof schema>

/**
 * @param source the variables, by default the process's
 * @returns the parsed environment
 * @throws Error with one line a problem; values are never printed, since some are secrets
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = complete.safeParse(source)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.')
    const missing = source[name] === undefined
    return `  ${name}: ${missing ? 'is missing' : issue.message}`
  })
  throw new Error(
    `The environment is not complete:\n${lines.join('\n')}\nSee the configuration table in README.md.`,
  )
}

let cached: Env | undefined

/** The process's environment, parsed at first use. An empty variable is an absent one, also for libraries that look themselves. */
export function getEnv(): Env {
  if (cached) return cached
  cached = parseEnv(process.env)
  for (const name of Object.keys(schema.shape)) if (process.env[name] === '') delete process.env[name]
  return cached
}
