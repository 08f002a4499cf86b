import { missing } from '../../core/errors.ts'
import type { PortalConfiguration, PortalSession, Subscription } from '../../core/objects.ts'
import type { World } from '../../core/world.ts'

/** What every page of the portal works with. */
export type Visit = {
  world: World
  session: PortalSession
  configuration: PortalConfiguration
  path: string
  form: URLSearchParams
  error?: string | undefined
}

const SECONDS = 24 * 3600

/** @throws StripeError `resource_missing` for a session that is none, or too old */
export function visit(world: World, id: string, form: URLSearchParams): Visit {
  const session = world.store.get('billing_portal.session', id)
  if (session.created < world.timeOf(session.customer) - SECONDS) throw missing('session', id)
  world.store.get('customer', session.customer)
  return {
    world,
    session,
    configuration: world.store.get('billing_portal.configuration', String(session.configuration)),
    path: `/p/session/${id}`,
    form,
  }
}

/** A subscription of the customer whose portal this is. @throws StripeError `resource_missing` */
export function mine({ world, session }: Visit, id: string | undefined): Subscription {
  const subscription = world.store.find('subscription', id)
  if (subscription?.customer === session.customer) return subscription
  throw missing('subscription', id ?? '')
}

/** Where a flow leads when it is done. */
export function afterFlow({ session, path }: Visit): string {
  const { flow } = session
  return flow?.after_completion.redirect?.return_url ?? path
}
