import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { signOutEverywhere } from '@/lib/accounts/sessions'
import { accessCookie, encodeAccess } from '@/lib/auth/access-token'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { closeEndedSessions } from '@/lib/sessions/server'
import { createPerson, onAppDatabase, signIn } from '@/scripts/test/app-database'
import { LIFETIME_MS } from './data'
import { closeHub, countListeners, listen, pingListeners } from './hub'
import { publish, publishConversations } from './publish'
import type { LiveMessage } from './schema'
import { takeUpgrade } from './socket'
import { streamEvents } from './sse'

onAppDatabase()

let server: Server
let url: string
beforeAll(async () => {
  server = createServer().on('upgrade', takeUpgrade)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/api/live`
})
afterAll(async () => {
  await closeHub()
  server.close()
})

/** For a machine with much to do. */
const SOON = { timeout: 30_000 }
const ORIGIN = 'http://localhost:3000'

type Opener = Pick<PersonCtx, 'userId' | 'sessionId'>

async function cookieOf({ userId, sessionId }: Opener): Promise<string> {
  return `theme=dark; ${accessCookie().name}=${await encodeAccess({ userId, sessionId })}`
}

/** A client that remembers what it heard. */
class Client {
  readonly heard: LiveMessage[] = []
  readonly socket: WebSocket
  closed: number | undefined
  constructor(cookie: string, { origin = ORIGIN, after = '' } = {}) {
    this.socket = new WebSocket(`${url}?after=${after}`, { headers: { cookie, origin } })
    this.socket.on('message', (data) => this.heard.push(JSON.parse(String(data))))
    this.socket.on('close', (code) => {
      this.closed = code
    })
    this.socket.on('error', () => {})
  }
  kinds(): string[] {
    return this.heard.map(({ kind }) => kind)
  }
  async ready(): Promise<this> {
    await expect.poll(() => this.kinds(), SOON).toContain('ready')
    return this
  }
}

async function open(ctx: Opener, options = {}): Promise<Client> {
  return new Client(await cookieOf(ctx), options).ready()
}

async function statusOf(cookie: string, origin: string | undefined, path = ''): Promise<number | undefined> {
  const socket = new WebSocket(`${url}${path}`, { headers: { cookie, ...(origin && { origin }) } })
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode))
    socket.on('open', () => resolve(101))
    socket.on('error', () => {})
  })
}

describe('the live channel', () => {
  it('tells all windows of a person, and nobody else', async () => {
    const [ada, bob] = [await createPerson(), await createPerson('Bob')]
    const [one, two, other] = [await open(ada), await open(ada), await open(bob)]
    publishConversations(ada, ['a'.repeat(24)])
    publishConversations(ada, ['a'.repeat(24)])
    for (const client of [one, two]) {
      await expect
        .poll(() => client.heard.at(-1), SOON)
        .toMatchObject({
          kind: 'conversations',
          ids: ['a'.repeat(24)],
        })
    }
    // The same sign twice at once is one.
    expect(one.kinds()).toEqual(['ready', 'conversations'])
    expect(other.kinds()).toEqual(['ready'])
  })

  it('hears what another server wrote', async () => {
    const ada = await createPerson()
    const client = await open(ada)
    const event = { kind: 'draft', data: { key: 'new', version: 'x' } }
    const ids = {
      _id: new ObjectId(),
      workspaceId: new ObjectId(ada.workspaceId),
      userId: new ObjectId(ada.userId),
    }
    const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + LIFETIME_MS) }
    await driverCollection('liveEvents').insertOne({ ...ids, ...event, ...times })
    await expect
      .poll(() => client.heard.at(-1), SOON)
      .toMatchObject({ kind: 'draft', key: 'new', version: 'x' })
  })

  it('tells a client that comes back what it missed, and to read again when that is too much', async () => {
    const ada = await createPerson()
    const client = await open(ada)
    const last = client.heard.at(-1)?.id ?? ''
    client.socket.close()
    publish(ada, { kind: 'notifications' })
    await expect
      .poll(() => driverCollection('liveEvents').countDocuments({ userId: new ObjectId(ada.userId) }), SOON)
      .toBe(1)
    expect((await open(ada, { after: last })).kinds()).toEqual(['notifications', 'ready'])
    for (let i = 0; i < 101; i++) publishConversations(ada, [newId()])
    await expect
      .poll(() => driverCollection('liveEvents').countDocuments({ userId: new ObjectId(ada.userId) }), SOON)
      .toBe(102)
    expect((await open(ada, { after: last })).kinds()).toEqual(['refetch', 'ready'])
    const longAgo = newId(new Date(Date.now() - LIFETIME_MS))
    expect((await open(ada, { after: longAgo })).kinds()).toEqual(['refetch', 'ready'])
  })

  it('is for people who are signed in, from our own pages', async () => {
    const cookie = await cookieOf(await createPerson())
    expect(await statusOf('', ORIGIN)).toBe(401)
    expect(await statusOf('next-auth.session-token=made-up', ORIGIN)).toBe(401)
    expect(await statusOf(cookie, 'https://evil.example')).toBe(403)
    expect(await statusOf(cookie, undefined)).toBe(403)
    expect(await statusOf(cookie, ORIGIN, '/elsewhere')).toBe(404)
  })

  it('closes when the session ends', async () => {
    const ada = await createPerson()
    const client = await open(ada)
    await closeEndedSessions()
    expect(client.closed).toBeUndefined()
    await signOutEverywhere(ada)
    await closeEndedSessions()
    await expect.poll(() => client.closed, SOON).toBe(4401)
    expect(await statusOf(await cookieOf(ada), ORIGIN)).toBe(401)
  })

  it('is closed, to be opened anew, when its session goes to another workspace, and hears of its workspace alone', async () => {
    const ada = await createPerson()
    const [client, other] = [await open(ada), await open(await signIn(ada.userId))]
    expect(client.heard).toMatchObject([{ kind: 'ready', workspaceId: ada.workspaceId }])
    publish({ userId: ada.userId, workspaceId: newId() }, { kind: 'notifications' })
    publish(ada, { kind: 'workspace', sessionId: ada.sessionId })
    await expect.poll(() => client.closed, SOON).toBe(1001)
    publish(ada, { kind: 'notifications' })
    await expect.poll(() => other.kinds(), SOON).toEqual(['ready', 'notifications'])
    expect(client.kinds()).toEqual(['ready'])
    publish(ada, { kind: 'workspace', sessionId: null })
    await expect.poll(() => other.closed, SOON).toBe(1001)
  })

  it('closes when its person is banned, sockets and server-sent events alike', async () => {
    const [ada, bob] = [await createPerson(), await createPerson('Bob')]
    const [client, other] = [await open(ada), await open(bob)]
    const events = streamEvents(ada, null).getReader()
    const users = driverCollection<{ suspendedAt: Date | null }>('users')
    await users.updateOne({ _id: new ObjectId(ada.userId) }, { $set: { suspendedAt: new Date() } })
    await closeEndedSessions()
    await expect.poll(() => client.closed, SOON).toBe(4401)
    while (!(await events.read()).done);
    expect(other.closed).toBeUndefined()
    expect(await statusOf(await cookieOf(ada), ORIGIN)).toBe(401)
  })

  it('takes twenty windows a person, and no words from any', async () => {
    const ada = await createPerson()
    const clients = await Promise.all(Array.from({ length: 20 }, () => open(ada)))
    expect(await statusOf(await cookieOf(ada), ORIGIN)).toBe(429)
    clients[0]?.socket.send('hello')
    await expect.poll(() => clients[0]?.closed, SOON).toBe(1008)
    clients[1]?.socket.send('x'.repeat(5_000))
    await expect.poll(() => clients[1]?.closed, SOON).toBe(1009)
    for (const { socket } of clients) socket.close()
  })

  it('drops what a slow reader cannot take, and tells it to read again', async () => {
    const ada = await createPerson()
    const stream = streamEvents(ada, null)
    await expect.poll(() => countListeners(), SOON).toBeGreaterThan(0)
    for (let i = 0; i < 200; i++) pingListeners()
    const reader = stream.getReader()
    const decoder = new TextDecoder()
    const heard: string[] = []
    while (!heard.at(-1)?.includes('refetch')) heard.push(decoder.decode((await reader.read()).value))
    expect(heard.length).toBeLessThan(70)
    await reader.cancel()
  })

  it('leaves nothing behind after 10,000 connections', async () => {
    const ada = await createPerson()
    const before = countListeners()
    for (let i = 0; i < 10_000; i++) {
      const leave = listen({ ...ada, deliver: () => {}, close: () => {} }, null)
      leave()
      leave()
    }
    expect(countListeners()).toBe(before)
  })
})
