import type { Variables } from './settings.ts'

/** What configures Numina. */
const OURS = [
  /^(DATABASE|REDIS|UPSTASH|OPENAI|LOCAL_MODEL|NEXTAUTH|NUMINA|APP_URL|SMTP|MAIL|STRIPE|SENTRY|LOG_LEVEL|NEXT_)/,
  /^(PORT|HOST|NODE_ENV)$/,
]
/** Next reads .env files by itself; a variable that is there and empty hides theirs. */
const HIDDEN = [
  'DATABASE_URL',
  'REDIS_URL',
  'UPSTASH_REDIS_REST_URL',
  'UPSTASH_REDIS_REST_TOKEN',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'LOCAL_MODEL',
  'LOCAL_MODEL_URL',
  'NEXTAUTH_URL',
  'APP_URL',
]

/** The environment of this process without the developer's own configuration of Numina, for runs that must not depend on it. */
export function cleanEnvironment(environment: Variables = process.env): Variables {
  const kept = Object.entries(environment).filter(([name]) => !OURS.some((pattern) => pattern.test(name)))
  return { ...Object.fromEntries(HIDDEN.map((name) => [name, ''])), ...Object.fromEntries(kept) }
}
