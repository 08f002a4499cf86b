import { globSync, readFileSync } from 'node:fs'
import { newId } from '../../../lib/core/ids.ts'
import { fromRoot } from '../../../scripts/lib/paths.ts'
import { type Person, someAddress } from '../person.ts'
import type { Endpoint } from './endpoints.ts'
import { hostileValues } from './hostile.ts'
import type { Random } from './random.ts'
import type { Attempt } from './send.ts'

type Given = {
  base: string
  random: Random
  endpoints: Endpoint[]
  attackers: Person[]
  /** Of somebody else's things. */
  ids: string[]
}

/** The names of everything a body or a query can hold. */
const fieldNames = () => [
  ...new Set(
    globSync('lib/*/schema.ts', { cwd: fromRoot('.') }).flatMap((file) =>
      [...readFileSync(fromRoot(file), 'utf8').matchAll(/^\s*(\w+)\??:/gm)].map(([, name]) => name ?? ''),
    ),
  ),
]

/** What gets furthest: valid but for what is spoilt in it. */
const valid = (ids: string[]) => [
  { trigger: 'send', conversationId: ids[0], parentId: ids[1], message: { id: newId(), text: 'Hi' } },
  { trigger: 'regenerate', conversationId: ids[0], parentId: ids[1], replyId: newId() },
  { trigger: 'send', conversationId: newId(), parentId: null, message: { id: newId(), text: 'Hi' } },
  { id: ids[0], title: 'Mine', messageId: ids[1] },
  { ids: [ids[0]], pinned: true, archived: true, folderId: null },
  { text: 'draft', base: null },
  { format: 'numina.prompts', version: 1, prompts: [{ title: 'a', content: 'b' }] },
  {
    email: 'someone@example.com',
    password: 'correct horse battery',
    name: 'A',
    timeZone: 'UTC',
    locale: 'en',
  },
  { kind: 'compatible', name: 'a', apiKey: '', baseUrl: 'http://127.0.0.1:1/v1' },
  { code: '123456', token: newId(), conversationId: newId() },
  { id: ids[0], instructions: '', settings: { temperature: 1 } },
]

/** What next-auth answers to: a word that is none of its own gets nowhere. */
const NEXT_AUTH = [
  'csrf',
  'providers',
  'signin',
  'signin/credentials',
  'callback/credentials',
  'signout',
  'error',
  '_log',
]

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE']
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/octet-stream',
  '\u00ff',
]

/** @returns a maker of hostile requests */
export function attemptMaker({
  base,
  random,
  endpoints,
  attackers,
  ids,
}: Given): () => Attempt & { name: string } {
  const fields = fieldNames()
  const hostile = hostileValues(random, ids, fields)
  const bodies = valid(ids)
  const escaped = (text: string) =>
    random.chance(0.1) ? text.replace(/[^\x21-\x7e]/g, '') : encodeURIComponent(text.toWellFormed())

  function pathOf(pattern: string): string {
    const known = pattern.replace('[...nextauth]', (part) =>
      random.chance(0.7) ? random.pick(NEXT_AUTH) : part,
    )
    const filled = known.replace(/\[[^\]]+\]/g, () => escaped(hostile.word().slice(0, 600)))
    const query = Array.from({ length: random.below(4) }, () =>
      [
        random.pick([...fields, 'next', 'callbackUrl', 'cursor', 'q', 'format', 'places', 'error']),
        hostile.word(),
      ]
        .map(escaped)
        .join('='),
    )
    return (query.length > 0 ? `${filled}?${query.join('&')}` : filled).slice(0, 12_000)
  }

  function headersOf(): Record<string, string> {
    const headers: Record<string, string> = { 'x-forwarded-for': someAddress() }
    if (random.chance(0.6)) headers['cookie'] = random.pick(attackers).cookie
    else if (random.chance(0.3))
      headers['cookie'] = `numina.session=${escaped(hostile.word())}; numina.refresh=x`
    if (random.chance(0.75)) headers['origin'] = base
    else if (random.chance(0.5)) headers['origin'] = random.pick(['https://evil.example', 'null', 'x'])
    const extra = random.below(12)
    if (extra === 0) headers['last-event-id'] = escaped(hostile.word()).slice(0, 500)
    if (extra === 1) headers['x-forwarded-host'] = 'evil.example'
    if (extra === 2) headers['x-request-id'] = escaped(hostile.word()).slice(0, 500)
    if (extra === 3) headers['rsc'] = '1'
    if (extra === 4)
      headers['next-router-state-tree'] = escaped(JSON.stringify(hostile.value())).slice(0, 4_000)
    if (extra === 5) headers['accept-language'] = escaped(hostile.word()).slice(0, 500)
    if (extra === 6) headers['range'] = 'bytes=0-0,-1'
    if (extra === 7) headers['x-middleware-subrequest'] = 'proxy:proxy:proxy:proxy:proxy'
    return headers
  }

  return () => {
    const endpoint = random.pick(endpoints)
    const { name, action } = endpoint
    const method = random.chance(0.9) ? endpoint.method : random.pick(METHODS)
    const path = pathOf(endpoint.path)
    const headers = headersOf()
    if (random.chance(0.02)) return { name, method: 'GET', path, headers: { ...headers, ...UPGRADE } }
    if (method === 'GET' || method === 'HEAD') return { name, method, path, headers }
    headers['content-type'] = random.chance(0.8) ? usualType(action) : random.pick(TYPES)
    const body = random.chance(0.8) ? hostile.spoilt(random.pick(bodies)) : hostile.value()
    if (action) headers['next-action'] = random.chance(0.95) ? action : escaped(hostile.word()).slice(0, 200)
    return { name, method, path, headers, body: hostile.text(action && random.chance(0.9) ? [body] : body) }
  }
}

const usualType = (action: string | undefined) => (action ? 'text/plain;charset=UTF-8' : 'application/json')

const UPGRADE = {
  connection: 'upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
