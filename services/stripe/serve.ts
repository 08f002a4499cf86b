import { tick } from './billing/tick.ts'
import { answerApi } from './core/answer.ts'
import { type Answer, type Asked, listen } from './core/http.ts'
import { Journal } from './core/journal.ts'
import { Store } from './core/store.ts'
import { type AfterDunning, realNow, World } from './core/world.ts'
import { answerPage } from './pages/index.ts'
import { routes } from './resources/index.ts'
import { createEndpoint } from './resources/webhooks.ts'
import { Courier } from './webhooks/deliver.ts'

export type StripeOptions = {
  /** 0 takes a free one. */
  port: number
  dir: string
  /** Where every event goes besides the registered endpoints. */
  webhook?: { url: string; secret?: string | undefined } | undefined
  afterDunning?: AfterDunning | undefined
}

/** How often real time is looked at. */
const TICK_MS = 5_000
const KEEP_EVENTS = 5_000

/** Runs the local Stripe. @returns its port, the secret its webhooks are signed with, and what stops it */
export async function startStripe({ port, dir, webhook, afterDunning = 'canceled' }: StripeOptions) {
  const journal = new Journal(dir)
  // Addresses of pages are part of what is kept, so the port comes first. Nothing is answered before the world is there.
  const server = await listen(port, (asked) => answer(asked))
  const base = `http://127.0.0.1:${server.port}`
  const world = await openWorld(journal, base, afterDunning, server.stop)
  const courier = new Courier(world, () => journal.flush())
  const answer = async (asked: Asked): Promise<Answer> => {
    const given = asked.url.pathname.startsWith('/v1/')
      ? answerApi(world, routes, asked)
      : answerPage(world, asked)
    // Whoever gets an answer finds it again after a crash.
    await journal.flush()
    courier.wake()
    return given
  }
  const secret = webhook && world.store.change(() => ownEndpoint(world, webhook.url, webhook.secret))
  const onTime = () => {
    world.store.change(() => {
      tick(world, null, realNow())
      forget(world)
    })
    void journal.flush().then(() => {
      world.store.tidy()
      courier.wake()
    })
  }
  onTime()
  const timer = setInterval(onTime, TICK_MS)
  return {
    port: server.port,
    url: base,
    webhookSecret: secret,
    async stop(): Promise<void> {
      clearInterval(timer)
      courier.stop()
      await server.stop()
      await journal.flush()
    },
  }
}

/** Reads what is kept. */
async function openWorld(
  journal: Journal,
  base: string,
  after: AfterDunning,
  giveUp: () => Promise<void>,
): Promise<World> {
  try {
    return new World(new Store(journal, base), base, after)
  } catch (error) {
    await giveUp()
    throw error
  }
}

/** The endpoint that the start names: one of its kind, with the secret it had unless another is given. */
function ownEndpoint(world: World, url: string, given: string | undefined): string {
  const [known, ...others] = world.store.all(
    'webhook_endpoint',
    ({ metadata }) => metadata['numina'] === 'start',
  )
  for (const other of others) world.store.drop('webhook_endpoint', other.id)
  const secret = given ?? known?.secret
  const made = known
    ? { ...known, url, secret: secret ?? '' }
    : createEndpoint(world, { url, enabled_events: ['*'], metadata: { numina: 'start' } }, secret)
  world.store.put('webhook_endpoint', made)
  return made.secret ?? ''
}

/** The oldest events and remembered answers go. */
function forget(world: World): void {
  if (world.store.count('event') > KEEP_EVENTS + 1_000)
    for (const { id, pending_webhooks: waiting } of world.store.all('event').slice(KEEP_EVENTS))
      if (waiting === 0) world.store.drop('event', id)
  const yesterday = realNow() - 86_400
  for (const { id } of world.store.all('local.answer', ({ at }) => at < yesterday))
    world.store.drop('local.answer', id)
}
