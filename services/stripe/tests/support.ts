import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Stripe from 'stripe'
import { afterAll, beforeAll } from 'vitest'
import { type StripeOptions, startStripe } from '../serve.ts'

/** The official package, as an app would make it for this server. */
export const sdk = (port: number, key = 'sk_test_local') =>
  new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })

/** A local Stripe for the tests of a file. */
export function withStripe(options: Partial<StripeOptions> = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'numina-stripe-'))
  let server: Awaited<ReturnType<typeof startStripe>>
  const start = async () => {
    server = await startStripe({ port: 0, dir, ...options })
  }
  beforeAll(start)
  afterAll(async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  })
  return {
    get stripe() {
      return sdk(server.port)
    },
    get url() {
      return server.url
    },
    async restart() {
      await server.stop()
      await start()
    },
  }
}

/** An endpoint that keeps what it is sent. `answer` says with which status. */
export async function startEndpoint(answer: (call: number) => number = () => 200) {
  const calls: { body: string; signature: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      calls.push({ body, signature: String(request.headers['stripe-signature']) })
      response.writeHead(answer(calls.length)).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    calls,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Sends a form of a hosted page as a browser would, without following where it leads. */
export const submit = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

export const card = (cardNumber: string) => ({
  action: 'pay',
  email: 'ada@example.com',
  cardNumber,
  cardExpiry: '12 / 40',
  cardCvc: '123',
  billingName: 'Ada Lovelace',
  billingCountry: 'DE',
  billingPostalCode: '10115',
})

/** A product with a monthly price. */
export async function aPrice(stripe: Stripe, more: Partial<Stripe.PriceCreateParams> = {}) {
  return stripe.prices.create({
    currency: 'usd',
    unit_amount: 900,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
    ...more,
  })
}

/** A customer whose default card has this name. */
export async function aCustomer(
  stripe: Stripe,
  token = 'pm_card_visa',
  more: Stripe.CustomerCreateParams = {},
) {
  const customer = await stripe.customers.create({ email: 'ada@example.com', ...more })
  const method = await stripe.paymentMethods.attach(token, { customer: customer.id })
  return stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
}
