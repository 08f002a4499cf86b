import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMail } from './serve.ts'

const dir = mkdtempSync(path.join(tmpdir(), 'numina-mail-'))
let mail: Awaited<ReturnType<typeof startMail>>

beforeEach(async () => {
  mail = await startMail({ smtp: 0, http: 0, dir, refuse: 'nobody@example.com' })
})
afterEach(async () => {
  await mail.stop()
  rmSync(dir, { recursive: true, force: true })
})

const get = (address: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${mail.httpPort}${address}`, init)
const send = (to: string, subject = 'Hello', text = 'Grüße, 🌙') =>
  createTransport({ port: mail.smtpPort, host: '127.0.0.1' }).sendMail({
    from: 'Numina <numina@example.com>',
    to,
    subject,
    text,
    html: `<p>${text}</p>`,
  })

describe('a mail', () => {
  it('is kept, listed newest first, by recipient, and read as it was sent', async () => {
    await send('ada@example.com', 'First')
    await send('grace@example.com', 'Second 🌙')
    const all = await (await get('/messages')).json()
    expect(all.map(({ subject }: { subject: string }) => subject)).toEqual(['Second 🌙', 'First'])
    const [mine] = await (await get('/messages?to=ada@example.com')).json()
    expect(mine).toMatchObject({ from: 'numina@example.com', to: ['ada@example.com'], subject: 'First' })
    const whole = await (await get(`/messages/${mine.id}`)).json()
    expect(whole).toMatchObject({ text: 'Grüße, 🌙', html: '<p>Grüße, 🌙</p>', attachments: [] })
    const raw = await get(`/messages/${mine.id}/raw`)
    expect(raw.headers.get('content-type')).toBe('message/rfc822')
    expect(await raw.text()).toContain('Subject: First')
  })

  it('is there after a restart, in a file for its owner alone', async () => {
    await send('ada@example.com')
    await mail.stop()
    mail = await startMail({ smtp: 0, http: 0, dir })
    expect(await (await get('/messages')).json()).toHaveLength(1)
    for (const name of readdirSync(dir)) expect(statSync(path.join(dir, name)).mode & 0o077).toBe(0)
  })

  it('is refused for an address that does not exist, and when it is too large', async () => {
    await expect(send('nobody@example.com')).rejects.toMatchObject({ responseCode: 550 })
    await expect(send('ada@example.com', 'Large', 'x'.repeat(11 * 1024 * 1024))).rejects.toMatchObject({
      responseCode: 552,
    })
    expect(await (await get('/messages')).json()).toEqual([])
  })

  it('can be forgotten', async () => {
    await send('ada@example.com')
    expect((await get('/messages', { method: 'DELETE' })).status).toBe(204)
    expect(readdirSync(dir)).toEqual([])
  })
})

describe('what does not belong here', () => {
  it('is answered without harm', async () => {
    expect((await get('/messages/..%2F..%2Fetc%2Fpasswd')).status).toBe(404)
    expect((await get('/messages/000000000-000000000000')).status).toBe(404)
    expect((await get('/elsewhere')).status).toBe(404)
    expect((await get('/messages', { method: 'POST' })).status).toBe(405)
  })

  it('is refused when the name asked for is not this machine', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(mail.httpPort, '127.0.0.1', () =>
        socket.write('GET /messages HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n'),
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
})
