import { createHash } from 'node:crypto'
import { findRoute, type Route } from './api.ts'
import { invalid, StripeError } from './errors.ts'
import { isGroup, parseForm, type Raw } from './form.ts'
import { type Answer, type Asked, json } from './http.ts'
import { newId } from './ids.ts'
import { present } from './present.ts'
import { many, readParams, text } from './shape.ts'
import { API_VERSION, type World } from './world.ts'

/** The one key that is taken. */
const KEY = 'sk_test_local'
const REMEMBER_SECONDS = 86_400

/** Answers a request of the API: checks the key, finds what is meant, does it wholly or not at all. */
export function answerApi(world: World, routes: Route[], asked: Asked): Answer {
  const requestId = newId('req').slice(0, 18)
  const headers = { 'request-id': requestId, 'stripe-version': API_VERSION }
  try {
    assertKey(asked.headers.authorization)
    assertVersion(asked.headers['stripe-version'])
    const key = header(asked.headers['idempotency-key'])
    const again = key && asked.method === 'POST' ? remembered(world, key, asked) : undefined
    if (again) return { ...again, headers: { ...headers, ...again.headers, 'idempotent-replayed': 'true' } }
    world.request = { id: requestId, idempotency_key: key ?? null }
    return run(world, routes, asked, key, headers)
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    return json(error.status, error.toBody(requestId), headers)
  } finally {
    world.request = { id: null, idempotency_key: null }
  }
}

function run(
  world: World,
  routes: Route[],
  asked: Asked,
  key: string | undefined,
  headers: Record<string, string>,
): Answer {
  const found = findRoute(routes, asked.method, asked.url.pathname)
  if (!found) throw unknownPath(asked)
  const { expand: wanted, ...raw } = parseForm(
    asked.method === 'POST' ? asked.body : asked.url.search.slice(1),
  )
  const params = readParams(found.route.shape, raw)
  const expand = wanted === undefined ? [] : many(text()).read(asList(wanted), 'expand')
  const remember = (answer: Answer) => {
    if (key && asked.method === 'POST')
      world.store.put('local.answer', {
        id: key,
        object: 'local.answer',
        request: fingerprint(asked),
        status: answer.status,
        body: String(answer.body),
        at: world.now(),
      })
    return answer
  }
  return world.store.change(() => {
    try {
      const result = world.store.change(() => found.route.run(world, params as never, found.ids), keeps)
      return remember(json(200, present(world, result, expand), headers))
    } catch (error) {
      if (!keeps(error)) throw error
      const refused = error as StripeError
      return remember(json(refused.status, refused.toBody(headers['request-id'] ?? ''), headers))
    }
  })
}

const keeps = (error: unknown): boolean => error instanceof StripeError && error.keepsChanges
const asList = (raw: Raw): Raw => (isGroup(raw) ? raw : { 0: raw })
const header = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value
const fingerprint = ({ method, url, body }: Asked): string =>
  createHash('sha256').update(`${method} ${url.pathname} ${body}`).digest('base64')

function remembered(world: World, key: string, asked: Asked): Answer | undefined {
  const found = world.store.find('local.answer', key)
  if (!found || found.at < world.now() - REMEMBER_SECONDS) return undefined
  if (found.request === fingerprint(asked))
    return { status: found.status, headers: { 'content-type': 'application/json' }, body: found.body }
  throw new StripeError(
    400,
    'idempotency_error',
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    { code: 'idempotency_key_in_use' },
  )
}

function assertKey(authorization: string | undefined): void {
  const basic = authorization?.startsWith('Basic ')
    ? Buffer.from(authorization.slice(6), 'base64').toString().split(':')[0]
    : undefined
  const key = basic ?? authorization?.replace(/^Bearer /, '') ?? ''
  if (key === KEY) return
  if (!key)
    throw new StripeError(
      401,
      'invalid_request_error',
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
    )
  if (/^[a-z]+_live_/.test(key))
    throw new StripeError(
      401,
      'invalid_request_error',
      "This is Numina's local Stripe: payments are simulated and live keys are refused. Send this key to nobody but Stripe.",
      { code: 'live_key_refused' },
    )
  throw new StripeError(
    401,
    'invalid_request_error',
    `Invalid API Key provided: ${key.slice(0, 8)}***. The local Stripe knows one key: ${KEY}.`,
    { code: 'api_key_invalid' },
  )
}

function assertVersion(version: string | string[] | undefined): void {
  if (version === undefined || version === API_VERSION) return
  throw invalid(`Invalid Stripe API version: ${version}. The local Stripe speaks ${API_VERSION} only.`, {
    code: 'api_version_not_simulated',
  })
}

const unknownPath = ({ method, url }: Asked) =>
  invalid(
    `Unrecognized request URL (${method}: ${url.pathname}). Numina's local Stripe does not have it; see services/stripe/README.md.`,
    { code: 'url_not_simulated' },
    404,
  )
