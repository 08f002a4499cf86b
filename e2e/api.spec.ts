import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { newId } from '../lib/core/ids'
import { signUp } from './support/chat'

/** What another program, or somebody with bad intentions, gets from the edges of the product. */

const ERROR_CODES = /^[a-z_]+$/

async function post(request: APIRequestContext, data: unknown, headers: Record<string, string> = {}) {
  return request.post('/api/chat', {
    data: data as never,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

const message = (text: string, rest = {}) => ({
  trigger: 'send',
  conversationId: newId(),
  parentId: null,
  message: { id: newId(), text },
  ...rest,
})

async function expectError(
  response: { status(): number; json(): Promise<unknown> },
  status: number,
  code: string,
) {
  expect(response.status()).toBe(status)
  const { error } = (await response.json()) as { error: Record<string, unknown> }
  expect(error).toMatchObject({
    code,
    message: expect.any(String),
    requestId: expect.stringMatching(/^[\w-]{8,}$/),
  })
  expect(error['code']).toMatch(ERROR_CODES)
  expect(JSON.stringify(error)).not.toMatch(/at \w+ \(|node_modules|mongodb/i)
}

test.describe('without a session', () => {
  test('health is public, the rest is not', async ({ request }) => {
    const health = async () => {
      const answer = await request.get('/api/health')
      return { is: answer.status(), ...(await answer.json()) }
    }
    await expect.poll(health).toMatchObject({
      is: 200,
      status: 'ok',
      version: expect.any(String),
      checks: { database: 'ok', redis: 'ok', model: 'ok' },
    })
    for (const path of [
      '/api/conversations',
      `/api/conversations/${newId()}`,
      '/api/models',
      `/api/avatars/${newId()}`,
    ]) {
      await expectError(await request.get(path), 401, 'unauthenticated')
    }
    await expectError(await post(request, message('Hello')), 401, 'unauthenticated')
  })

  test('a forged or damaged session is none', async ({ request }) => {
    for (const cookie of ['eyJhbGciOiJub25lIn0.e30.', 'x'.repeat(3000), '%00%ff', '']) {
      const response = await request.get('/api/conversations', {
        headers: { cookie: `numina.session=${cookie}` },
      })
      await expectError(response, 401, 'unauthenticated')
    }
  })

  test('every page carries its security headers and a policy without unsafe sources', async ({ request }) => {
    const { 'content-security-policy': policy = '', ...headers } = (await request.get('/sign-in')).headers()
    expect(policy).toMatch(/script-src [^;]*'nonce-/)
    expect(policy).not.toMatch(/unsafe/)
    for (const part of [
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(part)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'strict-transport-security': expect.stringContaining('includeSubDomains'),
    })
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['x-request-id']).toBeTruthy()
  })
})

test.describe('with a session', () => {
  let page: Page
  test.beforeEach(async ({ page: fresh }) => {
    page = fresh
    await signUp(page)
  })

  test('bad input is refused in the one shape', async () => {
    const { request } = page
    await expectError(await post(request, message('')), 422, 'invalid_input')
    await expectError(await post(request, message('   \n')), 422, 'invalid_input')
    await expectError(await post(request, message('x'.repeat(1_000_000))), 422, 'invalid_input')
    await expectError(await post(request, message('x'.repeat(3_000_000))), 413, 'payload_too_large')
    await expectError(
      await post(request, { ...message('x'), conversationId: { $ne: null } }),
      422,
      'invalid_input',
    )
    await expectError(await post(request, { ...message('x'), parentId: { $gt: '' } }), 422, 'invalid_input')
    await expectError(
      await post(request, { ...message('x'), message: { id: newId(), text: { $ne: null } } }),
      422,
      'invalid_input',
    )
    await expectError(await post(request, []), 422, 'invalid_input')
    await expectError(
      await post(request, 'not json', { 'content-type': 'text/plain' }),
      415,
      'unsupported_media_type',
    )
    const broken = await request.post('/api/chat', {
      data: Buffer.from('{"a":'),
      headers: { 'content-type': 'application/json' },
    })
    await expectError(broken, 400, 'bad_request')
    const binary = await request.post('/api/chat', {
      data: Buffer.from([0, 255, 254, 0]),
      headers: { 'content-type': 'application/json' },
    })
    await expectError(binary, 400, 'bad_request')
    await expectError(await request.get('/api/conversations/%7B%22$ne%22:null%7D'), 422, 'invalid_input')
    await expectError(await request.get('/api/conversations?cursor=nonsense'), 400, 'bad_request')
    await expectError(await post(request, message('x'), { origin: 'https://evil.example' }), 403, 'forbidden')
  })

  test('control characters, right-to-left text and lone surrogates come back as they went in', async () => {
    const texts = ['\u0000\u0007 bell', 'שלום עולם', '👩‍👩‍👧‍👦 family', 'half \ud83d emoji', 'a\u202eb']
    for (const text of texts) {
      const input = message(text)
      expect((await post(page.request, input)).status()).toBe(200)
      const view = await (await page.request.get(`/api/conversations/${input.conversationId}`)).json()
      // A lone surrogate is no character: JSON and BSON carry its replacement.
      expect(view.messages[0].parts).toEqual([{ type: 'text', text: text.toWellFormed() }])
    }
  })

  test("another person's conversation is not found", async ({ browser, baseURL }) => {
    const input = message('Mine alone')
    expect((await post(page.request, input)).status()).toBe(200)
    const context = await browser.newContext({ ...(baseURL && { baseURL }) })
    const other = await context.newPage()
    await signUp(other)
    const { conversationId } = input
    await expectError(await other.request.get(`/api/conversations/${conversationId}`), 404, 'not_found')
    await expectError(
      await other.request.get(`/api/conversations/${conversationId}/messages?before=${input.message.id}`),
      404,
      'not_found',
    )
    await expectError(
      await other.request.get(`/api/chat/${conversationId}/stream?generation=${newId()}`),
      404,
      'not_found',
    )
    await expectError(await other.request.post(`/api/chat/${conversationId}/stop`), 404, 'not_found')
    await expectError(await post(other.request, message('Mine now', { conversationId })), 404, 'not_found')
    await context.close()
  })
})
