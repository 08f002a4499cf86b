import { newId } from '../../../lib/core/ids.ts'
import type { Endpoint } from './endpoints.ts'

const PASSWORD = 'correct horse battery'

/** Somebody with a session, without a browser. */
export type Person = { cookie: string; email: string }

/** An address nobody else comes from: rate limits count it apart. */
export const someAddress = () => `2001:db8:${newId().slice(-8, -4)}:${newId().slice(-4)}::1`

/** Signs somebody up and in, as the page does it. */
export async function createPerson(base: string, endpoints: Endpoint[], name: string): Promise<Person> {
  const signUp = endpoints.find((each) => each.name.endsWith(' join'))
  const email = `${newId()}@example.com`
  const headers = { 'x-forwarded-for': someAddress(), origin: base }
  const wish = { name, email, password: PASSWORD, timeZone: 'UTC', locale: 'en' }
  await fetch(`${base}${signUp?.path}`, {
    method: 'POST',
    headers: { ...headers, 'next-action': signUp?.action ?? '', 'content-type': 'text/plain;charset=UTF-8' },
    body: JSON.stringify([wish]),
  })
  const asked = await fetch(`${base}/api/auth/csrf`, { headers })
  const { csrfToken } = (await asked.json()) as { csrfToken: string }
  const form = new URLSearchParams({ email, password: PASSWORD, csrfToken, json: 'true', callbackUrl: base })
  const entered = await fetch(`${base}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { ...headers, cookie: cookiesOf(asked) },
    body: form,
    redirect: 'manual',
  })
  const cookie = cookiesOf(entered)
  if (!cookie.includes('numina.session=')) throw new Error(`${name} could not sign in: ${entered.status}`)
  return { cookie, email }
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

/** Gives a person something to steal. @returns the ids of it, and a way to read it again */
export async function fillWith(base: string, { cookie }: Person, word: string) {
  const [conversationId, messageId] = [newId(), newId()]
  const headers = { cookie, origin: base, 'content-type': 'application/json' }
  const wish = { trigger: 'send', conversationId, parentId: null, message: { id: messageId, text: word } }
  const sent = await fetch(`${base}/api/chat`, { method: 'POST', headers, body: JSON.stringify(wish) })
  await sent.text()
  const prompts = [{ title: word, content: word }]
  await fetch(`${base}/api/prompts/import`, { method: 'POST', headers, body: JSON.stringify(prompts) })
  const read = async (path: string) => (await fetch(`${base}${path}`, { headers })).json()
  const { prompts: kept } = (await read('/api/prompts')) as { prompts: { id: string }[] }
  return {
    ids: [conversationId, messageId, ...kept.map(({ id }) => id)],
    readAll: () =>
      Promise.all([`/api/conversations/${conversationId}`, '/api/prompts', '/api/conversations'].map(read)),
  }
}
