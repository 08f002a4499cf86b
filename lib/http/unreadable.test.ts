import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { blameSender, callsAction, refusalOf } from './unreadable'

it.each([
  ['GET', '/chat/a%20b', null],
  ['GET', '/', null],
  ['GET', '/chat?x=%zz', null],
  ['GET', '/chat/%zz', 400],
  ['GET', '/%', 400],
  ['POST', '/%ff%fe', 400],
  ['TRACE', '/', 405],
] as const)('%s %s is refused with %s', (method, url, expected) => {
  expect(refusalOf({ method, url })).toBe(expected)
})

describe('a call of an action', () => {
  const call = (rest: object) =>
    callsAction({ method: 'POST', url: '/chat', headers: {}, ...rest } as IncomingMessage)

  it('is a POST that names one, or a form', () => {
    expect(call({ headers: { 'next-action': 'x' } })).toBe(true)
    expect(call({ headers: { 'content-type': 'multipart/form-data; boundary=x' } })).toBe(true)
    expect(call({ headers: { 'content-type': 'application/json' } })).toBe(false)
    expect(call({ method: 'GET', headers: { 'next-action': 'x' } })).toBe(false)
  })

  it('that fails unread is the fault of its sender, and nothing else is', async () => {
    const server = createServer((request, response) => {
      blameSender(request, response)
      response.statusCode = Number(request.headers['x-status'])
      const type = request.headers['x-type']
      if (type) response.setHeader('content-type', type)
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const ask = async (status: string, action?: string, type = 'text/plain') =>
      (
        await fetch(url, {
          method: 'POST',
          headers: { 'x-status': status, 'x-type': type, ...(action && { 'next-action': action }) },
        })
      ).status
    expect(await ask('500', 'x')).toBe(400)
    expect(await ask('200', 'x')).toBe(200)
    expect(await ask('503', 'x')).toBe(503)
    expect(await ask('500')).toBe(500)
    expect(await ask('500', 'x', 'application/json')).toBe(500)
  })
})
