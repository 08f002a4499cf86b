import { newId } from '../../../lib/core/ids.ts'
import type { Person } from '../person.ts'

/** Gives a person something to steal. @returns the ids of it, and a way to read it again */
export async function fillWith(base: string, { cookie }: Pick<Person, 'cookie'>, word: string) {
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
