/**
 * The permission matrix: who may do what, asked of every route, every server action and every use case, for real, on the database.
 *
 * A NEW ROUTE OR ACTION NEEDS ONE LINE in `lines/` (routes.ts; account-actions.ts, actions.ts or instance-actions.ts), whose key this test names when it is
 * missing: the least role that may, and an input naming things of the owner's, which `things.ts` makes. Inputs that lead to different use
 * cases have a line each: a key may end with a remark in brackets. A use case that no edge calls (a page does) needs a line in
 * `lines/pages.ts`. What a line can say is in `line.ts`.
 */
import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ScriptedModel, startScriptedModel } from '@/e2e/support/scripted-model/server'
import { loadContext } from '@/lib/accounts/server'
import { accessCookie, decodeAccess } from '@/lib/auth/access-token'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { flushEvents } from '@/lib/live/publish'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '../app-database.ts'
import { fromBrowser } from './browser.ts'
import { callAction, callRoute, type Told, tell } from './call.ts'
import type { ActionLine, Answer, PageLine, RouteLine } from './line.ts'
import { ACCOUNT_ACTIONS } from './lines/account-actions.ts'
import { ACTIONS } from './lines/actions.ts'
import { INSTANCE_ACTIONS } from './lines/instance-actions.ts'
import { PAGES } from './lines/pages.ts'
import { ROUTES } from './lines/routes.ts'
import { become, mayDo, type Persona, personasFor } from './personas.ts'
import { watchCalls } from './reach.ts'
import { findActions, findRoutes, findUseCases } from './scan.ts'
import { readAllOf, removeAllOf } from './stored.ts'
import { type Things, thingsOf, WORD } from './things.ts'

vi.mock('next/headers', async () => (await import('./browser.ts')).nextHeaders)
vi.mock('@/lib/http/rate-limit', () => ({ assertWithinRate: async () => {} }))
// What an earlier reply has named by itself would come in between what is compared.
vi.mock('@/lib/chat/name/name-conversation', () => ({ nameConversation: async () => {} }))
onAppDatabase()

type Line = ActionLine | RouteLine | PageLine
/** Asks once, with the things that were made for it. */
type Ask = () => Promise<Told>

let model: ScriptedModel
let own: Things
let other: Awaited<ReturnType<typeof createPerson>>
let calls: Awaited<ReturnType<typeof watchCalls>>
let account: Record<string, unknown> | null

beforeAll(async () => {
  calls = await watchCalls()
  model = await startScriptedModel({ tokenMs: 0 })
  vi.stubEnv('LOCAL_MODEL_URL', model.url)
  vi.stubEnv('ALLOW_PRIVATE_NETWORKS', '1')
  await createPerson('The first is the owner of the instance')
  other = await createPerson('Other')
  const owner = await createPerson(`${WORD} Owner`)
  own = thingsOf(owner, model.url)
  account = await driverCollection('users').findOne({ _id: new ObjectId(owner.userId) })
})
afterAll(() => model.close())

const edges = { routes: await findRoutes(), actions: await findActions() }
const actionLines: Record<string, ActionLine> = { ...ACCOUNT_ACTIONS, ...ACTIONS, ...INSTANCE_ACTIONS }
const keyOf = ({ key }: { key: string }) => key
/** A key may end with a remark: what is done by several inputs has several lines. */
const edgeOf = (key: string) => key.replace(/ \(.*\)$/, '')

it('has a line for every route and every action, and none too many', () => {
  expect([...new Set(Object.keys(ROUTES).map(edgeOf))].sort()).toEqual(edges.routes.map(keyOf).sort())
  expect([...new Set(Object.keys(actionLines).map(edgeOf))].sort()).toEqual(edges.actions.map(keyOf).sort())
})

describe('routes', () => {
  it.each(Object.entries(ROUTES))('%s', async (key, line) => {
    const handler = await edges.routes.find((edge) => edge.key === edgeOf(key))?.load()
    if (!handler) throw new Error('There is no such route.')
    await walk(line, async () => {
      const input = await line.input?.(own)
      return () => callRoute(edgeOf(key), handler, input)
    })
  })
})

describe('actions', () => {
  it.each(Object.entries(actionLines))('%s', async (key, line) => {
    const action = await edges.actions.find((edge) => edge.key === edgeOf(key))?.load()
    if (!action) throw new Error('There is no such action.')
    await walk(line, async () => {
      const input = await line.input?.(own)
      return () => callAction(action, input)
    })
  })
})

describe('use cases of pages', () => {
  it.each(Object.entries(PAGES))('%s', async (_, line) => {
    await walk(line, async () => {
      const id = (await line.of?.(own)) ?? ''
      return () => tell(async () => line.call(await contextOfVisitor(), id))
    })
  })
})

it('has called every use case', async () => {
  const wasCalled = await calls()
  const missing = findUseCases().filter((each) => !wasCalled(each))
  expect(missing.map(({ file, name }) => `${file} ${name}`)).toEqual([])
})

/** Everybody tries. Whoever may not leaves everything of the owner's as it was, and learns nothing of it. */
async function walk(line: Line, prepare: () => Promise<Ask>): Promise<void> {
  await removeAllOf(own.ctx)
  const told: Record<string, Answer> = {}
  const personas = personasFor(line.least)
  const refused =
    line.least === 'anyone' ? [] : personas.filter((who) => who === 'other' || !mayDo(who, line.least))
  const ask = await prepare()
  const before = await asItIs()
  for (const persona of refused) {
    const { answer, text } = await visit(persona, ask)
    told[persona] = answer
    for (const secret of [WORD, own.ctx.email, own.ctx.userId, own.ctx.workspaceId])
      expect(text, `${persona} has read something`).not.toContain(secret)
  }
  expect(await asItIs(), 'somebody has changed something').toEqual(before)
  for (const persona of personas.filter((who) => !refused.includes(who))) {
    await driverCollection('users').replaceOne({ _id: new ObjectId(own.ctx.userId) }, account ?? {})
    told[persona] = (await visit(persona, await prepare())).answer
  }
  expect(told).toEqual(Object.fromEntries(personas.map((who) => [who, expectedOf(who, line)])))
}

const people = () => ({ owner: own.ctx.userId, other: other.userId })

async function visit(persona: Persona, ask: Ask): Promise<Told> {
  // Everybody has tried already when the last one does: what is asked here is not how often.
  await driverCollection('throttles').deleteMany({})
  return fromBrowser(await become(persona, people()), ask)
}

async function asItIs() {
  await flushEvents()
  await become('admin', people())
  return readAllOf(own.ctx)
}

function expectedOf(persona: Persona, line: Line): Answer {
  const { least, answers = 'ok', other: others = 'not_found', suspended = answers } = line
  if (least === 'anyone') return persona === 'suspended' ? suspended : answers
  if (persona === 'anonymous' || persona === 'suspended') return 'unauthenticated'
  if (!mayDo(persona, least)) return 'forbidden'
  return persona === 'other' ? others : answers
}

async function contextOfVisitor() {
  const { cookies } = await import('next/headers')
  const access = await decodeAccess((await cookies()).get(accessCookie().name)?.value)
  const ctx = access && (await loadContext(access, newId()))
  if (!ctx) throw new AppError('unauthenticated', 'Please sign in again.')
  return ctx
}
