import startStack from '../../e2e/start-stack.ts'
import { createPerson } from '../../e2e/support/person.ts'
import { pickFreePort } from '../../scripts/lib/ports.ts'

export type Stack = {
  url: string
  /** Base URL of the scripted model the stack uses, with /v1. */
  modelUrl: string
  /** Headers of a signed-in person. */
  headers: Record<string, string>
  /** The same of each person who is signed in; the first is that of `headers`. */
  people: Record<string, string>[]
  stop: () => Promise<void>
}

/** The product as `npm start` runs it, with the scripted model as its provider and so many people signed in. */
export async function startSignedInStack(count = 1): Promise<Stack> {
  process.env.E2E_BASE_URL ??= `http://localhost:${await pickFreePort()}`
  const url = process.env.E2E_BASE_URL
  // Whoever measures asks more than a plan lets through.
  process.env.E2E_PLANS = 'off'
  const stop = await startStack()
  const cookies = await signInPeople(url, count)
  // As browsers send them from our own pages: such messages take another way than those of programs (proxy.ts).
  const sent = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const people = cookies.map((cookie) => ({ cookie, ...sent }))
  return {
    url,
    modelUrl: `${process.env.E2E_MODEL_URL}/v1`,
    headers: people[0] ?? {},
    people,
    stop: async () => stop?.(),
  }
}

/** @returns each person's cookies, as a header */
export async function signInPeople(url: string, count: number): Promise<string[]> {
  const people = await Promise.all(Array.from({ length: count }, () => createPerson(url)))
  return people.map(({ cookie }) => cookie)
}
