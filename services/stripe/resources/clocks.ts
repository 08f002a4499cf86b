import { tick } from '../billing/tick.ts'
import { del, get, post } from '../core/api.ts'
import { invalid } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import { page, paging } from '../core/list.ts'
import type { TestClock } from '../core/objects.ts'
import { need, text, whole } from '../core/shape.ts'
import { realNow, type World } from '../core/world.ts'
import { deleteCustomer } from './customers/customers.ts'

const YEAR = 366 * 86_400

/** Moves a clock and lets everything happen on the way. As with Stripe the answer says `advancing`; it is `ready` when asked again. */
function advance(world: World, id: string, to: number): TestClock {
  const clock = world.store.get('test_helpers.test_clock', id)
  if (to <= clock.frozen_time)
    throw invalid('The test clock can only be advanced to a time in the future.', { param: 'frozen_time' })
  if (to - clock.frozen_time > 2 * YEAR)
    throw invalid('A test clock advances by two years at most at a time.', { param: 'frozen_time' })
  const advancing: TestClock = {
    ...clock,
    frozen_time: to,
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: to } },
  }
  world.tell('test_helpers.test_clock.advancing', advancing)
  tick(world, id, to)
  const ready: TestClock = { ...clock, frozen_time: to, status: 'ready' }
  world.store.put('test_helpers.test_clock', ready)
  world.tell('test_helpers.test_clock.ready', ready)
  return advancing
}

/** A clock goes with everybody who lives by it. */
function remove(world: World, id: string) {
  const clock = world.store.get('test_helpers.test_clock', id)
  for (const customer of world.store.all('customer', ({ test_clock }) => test_clock === id))
    deleteCustomer(world, customer.id)
  return world.remove('test_helpers.test_clock', clock)
}

const path = '/v1/test_helpers/test_clocks'
export const clocks = [
  post(
    path,
    'TestHelpers.TestClockCreateParams',
    { frozen_time: need(whole(0)), name: text(300) },
    (world, params) =>
      world.create('test_helpers.test_clock', {
        id: newId('clock'),
        object: 'test_helpers.test_clock',
        created: realNow(),
        deletes_after: realNow() + 30 * 86_400,
        frozen_time: params.frozen_time,
        livemode: false,
        name: params.name || null,
        status: 'ready',
        status_details: {},
      }),
  ),
  get(path, 'TestHelpers.TestClockListParams', paging, ({ store }, params) =>
    page(store.all('test_helpers.test_clock'), params, path),
  ),
  get(`${path}/:id`, 'TestHelpers.TestClockRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('test_helpers.test_clock', id),
  ),
  post(
    `${path}/:id/advance`,
    'TestHelpers.TestClockAdvanceParams',
    { frozen_time: need(whole(0)) },
    (world, params, [id = '']) => advance(world, id, params.frozen_time),
  ),
  del(`${path}/:id`, 'TestHelpers.TestClockDeleteParams', {}, (world, _params, [id = '']) =>
    remove(world, id),
  ),
]
