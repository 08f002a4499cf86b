import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { isAllowedAddress } from './addresses'
import { createSafeFetch } from './safe-fetch'

const NOTHING = { loopback: false, private: false }
const HERE = { loopback: true, private: false }

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

/** Resolves names as told, and counts. */
function names(answers: Record<string, string[]>) {
  return vi.fn(
    (hostname: string, callback: (error: null, found: { address: string; family: number }[]) => void) =>
      callback(
        null,
        (answers[hostname] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
  )
}

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'fc00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'not an address',
    '',
  ])('%s is refused', (address) => expect(isAllowedAddress(address, NOTHING)).toBe(false))

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111'])('%s is public', (address) =>
    expect(isAllowedAddress(address, NOTHING)).toBe(true),
  )

  it('never reach link-local ones, where clouds keep secrets, whatever the operator allows', () => {
    const all = { loopback: true, private: true }
    expect(
      ['127.0.0.1', '::1', '10.0.0.1', 'fd00::1'].every((address) => isAllowedAddress(address, all)),
    ).toBe(true)
    expect(['169.254.169.254', 'fe80::1', '0.0.0.0'].some((address) => isAllowedAddress(address, all))).toBe(
      false,
    )
  })
})

describe('requests to addresses people give', () => {
  it.each([
    'http://127.0.0.1:1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::]/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost/',
    'ftp://example.com/',
    'file:///etc/passwd',
  ])('%s is not fetched', async (url) => {
    await expect(createSafeFetch({ policy: NOTHING })(url)).rejects.toThrow()
  })

  it('refuse a name of which one address is private', async () => {
    const lookup = names({ 'mixed.test': ['93.184.216.34', '10.0.0.5'] })
    await expect(createSafeFetch({ policy: NOTHING, lookup })('http://mixed.test/')).rejects.toThrow(
      'not public',
    )
  })

  it('go to the address that was checked: a name that changes between check and connection gains nothing', async () => {
    const port = await serve((_, response) => response.end('inside'))
    let turn = 0
    const lookup = vi.fn(
      (_: string, callback: (e: null, found: { address: string; family: number }[]) => void) => {
        turn++
        callback(null, [{ address: turn === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }])
      },
    )
    const fetchHere = createSafeFetch({ policy: HERE, lookup })
    expect(await (await fetchHere(`http://rebind.test:${port}/`)).text()).toBe('inside')
    expect(lookup).toHaveBeenCalledTimes(1)
    await expect(createSafeFetch({ policy: HERE, lookup })(`http://rebind.test:${port}/`)).rejects.toThrow(
      'not public',
    )
  })

  it('check redirects like the first address', async () => {
    const port = await serve((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    )
    await expect(createSafeFetch({ policy: HERE })(`http://127.0.0.1:${port}/`)).rejects.toThrow('not public')
    const loop = await serve((_, response) => response.writeHead(302, { location: '/again' }).end())
    await expect(createSafeFetch({ policy: HERE })(`http://127.0.0.1:${loop}/`)).rejects.toThrow('on and on')
  })

  it('take credentials along to the same origin only', async () => {
    const seen: (string | undefined)[] = []
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.end('other')
    })
    const first = await serve((request, response) => {
      seen.push(request.headers.authorization)
      const location = request.url === '/' ? '/next' : `http://127.0.0.1:${other}/`
      response.writeHead(307, { location }).end()
    })
    const headers = { authorization: 'Bearer secret' }
    await createSafeFetch({ policy: HERE })(`http://127.0.0.1:${first}/`, {
      method: 'POST',
      body: 'x',
      headers,
    })
    expect(seen).toEqual(['Bearer secret', 'Bearer secret', undefined])
  })

  it('bring what was sent and what came, as it streams; a signal ends them', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/hang') return void response.write('one ')
      request.pipe(response.writeHead(201, { 'x-kind': 'echo' }))
    })
    const fetchHere = createSafeFetch({ policy: HERE })
    const echo = await fetchHere(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'grüße' })
    expect([echo.status, echo.headers.get('x-kind'), await echo.text()]).toEqual([201, 'echo', 'grüße'])
    const abort = new AbortController()
    const hanging = await fetchHere(`http://127.0.0.1:${port}/hang`, { signal: abort.signal })
    const reader = hanging.body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('one ')
    abort.abort()
    await expect(reader.read()).rejects.toThrow()
  })

  it('are bounded in size', async () => {
    const port = await serve((_, response) => response.end('x'.repeat(5_000)))
    const answer = await createSafeFetch({ policy: HERE, maxBytes: 1_000 })(`http://127.0.0.1:${port}/`)
    await expect(answer.text()).rejects.toThrow()
  })
})
