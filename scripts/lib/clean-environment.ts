import { root } from './paths.ts'
import { readVariables, type Variables } from './settings.ts'

/** What configures Numina. */
const OURS =
  /^(API_ALLOWED|SECURITY|ADMIN_SECOND|CAPTCHA|MINIMUM_AGE|OPERATOR|GEOIP|DATABASE|REDIS|UPSTASH|OPENAI|ANTHROPIC|GOOGLE|ALLOW_PRIVATE|LOCAL_MODEL|LLM|NEXTAUTH|NUMINA|APP_URL|SMTP|MAIL|STRIPE|PLANS$|SIGN_UP|GUESTS|GITHUB_CLIENT|OIDC|SENTRY|LOG_LEVEL|NEXT_|PORT$|HOST$|NODE_ENV$)/

/**
 * An environment without the developer's own configuration of Numina, for runs that must not depend on it: neither on
 * variables nor on the .env files in `folder`. Next reads those by itself, but a variable that is there and empty hides
 * what they say of it.
 */
export function cleanEnvironment(environment: Variables = process.env, folder = root): Variables {
  const hidden = Object.keys(readVariables(folder, {})).map((name) => [name, ''])
  const kept = Object.entries(environment).filter(([name]) => !OURS.test(name))
  return { ...Object.fromEntries(hidden), ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: '1' }
}
