import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { startStripe } from '../serve.ts'
import { sdk, startEndpoint, withStripe } from './support.ts'

const local = withStripe()

describe('webhooks', () => {
  it('are signed, and come again until they are taken', async () => {
    const { stripe } = local
    const endpoint = await startEndpoint((call) => (call === 1 ? 500 : 200))
    const { secret, id } = await stripe.webhookEndpoints.create({
      url: endpoint.url,
      enabled_events: ['customer.created'],
    })
    const customer = await stripe.customers.create({ email: 'hook@example.com' })
    await stripe.products.create({ name: 'Not told of' })
    await expect.poll(() => endpoint.calls.length, { timeout: 30_000 }).toBe(2)
    const events = endpoint.calls.map(({ body, signature }) =>
      stripe.webhooks.constructEvent(body, signature, secret!),
    )
    expect(events.map((event) => event.id)).toEqual([events[0]?.id, events[0]?.id])
    expect(events[0]).toMatchObject({ type: 'customer.created', data: { object: { id: customer.id } } })
    expect(() =>
      stripe.webhooks.constructEvent(`${endpoint.calls[0]?.body} `, endpoint.calls[0]!.signature, secret!),
    ).toThrow(/signature/i)
    await expect
      .poll(async () => (await stripe.events.retrieve(events[0]!.id)).pending_webhooks, { timeout: 30_000 })
      .toBe(0)
    expect((await stripe.webhookEndpoints.retrieve(id)).secret).toBeUndefined()
    await stripe.webhookEndpoints.del(id)
    await endpoint.stop()
  })

  it('survive a restart, and hundreds at once all arrive', async () => {
    let down = true
    const endpoint = await startEndpoint(() => (down ? 503 : 200))
    const { id } = await local.stripe.webhookEndpoints.create({
      url: endpoint.url,
      enabled_events: ['product.created'],
    })
    await local.stripe.products.create({ name: 'First' })
    await expect.poll(() => endpoint.calls.length, { timeout: 30_000 }).toBeGreaterThan(0)
    down = false
    await local.restart()
    const more = Array.from({ length: 299 }, (_, at) => at)
    for (const part of [0, 1, 2])
      await Promise.all(
        more.filter((at) => at % 3 === part).map((at) => local.stripe.products.create({ name: `${at}` })),
      )
    const arrived = () =>
      new Set(endpoint.calls.slice(1).map(({ body }) => (JSON.parse(body) as { id: string }).id)).size
    await expect.poll(arrived, { timeout: 30_000, interval: 100 }).toBe(300)
    await local.stripe.webhookEndpoints.del(id)
    await endpoint.stop()
  })

  it('go to the endpoint of the start, with the secret it was given', async () => {
    const endpoint = await startEndpoint()
    const dir = mkdtempSync(path.join(tmpdir(), 'numina-stripe-hook-'))
    const start = () => startStripe({ port: 0, dir, webhook: { url: endpoint.url } })
    const first = await start()
    await sdk(first.port).customers.create({ name: 'Ada' })
    await expect.poll(() => endpoint.calls.length, { timeout: 30_000 }).toBe(1)
    const { body, signature } = endpoint.calls[0]!
    expect(local.stripe.webhooks.constructEvent(body, signature, first.webhookSecret!)).toMatchObject({
      type: 'customer.created',
    })
    await first.stop()
    const second = await start()
    expect(second.webhookSecret).toBe(first.webhookSecret)
    expect((await sdk(second.port).webhookEndpoints.list()).data).toHaveLength(1)
    await second.stop()
    rmSync(dir, { recursive: true, force: true })
    await endpoint.stop()
  })
})

describe('bad input', () => {
  it('is answered, never with a crash', async () => {
    const headers = { authorization: 'Bearer sk_test_local' }
    const post = (body: string, place = '/v1/customers') =>
      fetch(`${local.url}${place}`, { method: 'POST', headers, body })
    for (const body of [
      '__proto__[x]=1',
      'metadata[__proto__]=1&name[a]=2',
      'name=a&name[b]=c',
      'address=text',
      `name=${'x'.repeat(300)}`,
      'metadata[a][b]=1',
    ])
      expect((await post(body)).status).toBe(400)
    expect((await post('x'.repeat(1_100_000))).status).toBe(413)
    expect((await post('', '/v1/customers/%E0%A4%A')).status).toBe(404)
    expect((await fetch(`${local.url}/c/pay/%E0%A4%A`)).status).toBe(404)
    expect((await fetch(`${local.url}/v1/customers?limit=0`, { headers })).status).toBe(400)
    expect((await fetch(`${local.url}/v1/customers?limit=101`, { headers })).status).toBe(400)
    expect((await fetch(`${local.url}/v1/customers`)).status).toBe(401)
    expect(
      (await fetch(`${local.url}/v1/customers`, { headers: { ...headers, 'stripe-version': '2020-08-27' } }))
        .status,
    ).toBe(400)
    expect((await fetch(local.url, { method: 'PUT' })).status).toBe(405)
    expect(await (await fetch(local.url)).text()).toContain('Simulated payments')
  })

  it('of another machine is refused', async () => {
    const { port } = new URL(local.url)
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(Number(port), '127.0.0.1', () =>
        socket.write('GET / HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n'),
      )
      let text = ''
      socket.on('data', (piece) => {
        text += piece
      })
      socket.on('end', () => resolve(text))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1.1 403 /)
  })

  it('in the file is said, and what a crash cut off is dropped', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'numina-stripe-torn-'))
    const file = path.join(dir, 'state.jsonl')
    const first = await startStripe({ port: 0, dir })
    const customer = await sdk(first.port).customers.create({ name: 'Ada' })
    await first.stop()
    expect(statSync(file).mode & 0o077).toBe(0)
    appendFileSync(file, '[["customer","cus_torn",{"id":"cus_to')
    const second = await startStripe({ port: 0, dir })
    expect((await sdk(second.port).customers.list()).data.map(({ id }) => id)).toEqual([customer.id])
    await second.stop()
    writeFileSync(file, `nonsense\n${readFileSync(file, 'utf8')}`)
    await expect(startStripe({ port: 0, dir })).rejects.toThrow(/damaged in line 1/)
    rmSync(dir, { recursive: true, force: true })
  })
})
