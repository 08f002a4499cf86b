import { aggregate, eventsOf } from '../../billing/amounts/usage.ts'
import { get, post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { newId, randomText } from '../../core/ids.ts'
import { page, paging } from '../../core/list.ts'
import type { LocalUsage, Meter } from '../../core/objects.ts'
import { choice, group, map, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'

const DAY = 86_400
/** An event may be so old, and so far ahead. */
const OLDEST = 35 * DAY
const AHEAD = 300

const creating = {
  customer_mapping: group({ event_payload_key: need(text(100)), type: need(choice('by_id')) }),
  default_aggregation: need(group({ formula: need(choice('count', 'last', 'sum')) })),
  display_name: need(text(250)),
  event_name: need(text(100)),
  value_settings: group({ event_payload_key: need(text(100)) }),
}

function create(world: World, params: Params<typeof creating>): Meter {
  const taken = world.store.all(
    'billing.meter',
    ({ event_name: name, status }) => name === params.event_name && status === 'active',
  )
  if (taken[0])
    throw invalid(`An active meter (${taken[0].id}) already exists for event name: ${params.event_name}.`, {
      param: 'event_name',
      code: 'resource_already_exists',
    })
  const now = world.now()
  return world.create('billing.meter', {
    id: newId('mtr_test'),
    object: 'billing.meter',
    created: now,
    customer_mapping: params.customer_mapping ?? { event_payload_key: 'stripe_customer_id', type: 'by_id' },
    default_aggregation: params.default_aggregation,
    display_name: params.display_name,
    event_name: params.event_name,
    event_time_window: null,
    livemode: false,
    status: 'active',
    status_transitions: { deactivated_at: null },
    updated: now,
    value_settings: params.value_settings ?? { event_payload_key: 'value' },
  })
}

function setStatus(world: World, id: string, status: 'active' | 'inactive'): Meter {
  const meter = world.store.get('billing.meter', id)
  const now = world.now()
  const after = {
    ...meter,
    status,
    updated: now,
    status_transitions: { deactivated_at: status === 'inactive' ? now : null },
  }
  world.store.put('billing.meter', after)
  world.tell(status === 'inactive' ? 'billing.meter.deactivated' : 'billing.meter.reactivated', after)
  return after
}

const reporting = {
  event_name: need(text(100)),
  identifier: text(100),
  payload: need(map()),
  timestamp: whole(0),
}

function report(world: World, params: Params<typeof reporting>) {
  const [meter] = world.store.all(
    'billing.meter',
    ({ event_name: name, status }) => name === params.event_name && status === 'active',
  )
  if (!meter)
    throw invalid(`No active meter found for event name: ${params.event_name}.`, {
      code: 'no_meter',
      param: 'event_name',
    })
  const customer = params.payload[meter.customer_mapping.event_payload_key]
  if (!customer)
    throw invalid(`The payload must name the customer in \`${meter.customer_mapping.event_payload_key}\`.`, {
      code: 'meter_event_no_customer_defined',
      param: 'payload',
    })
  if (!world.store.find('customer', customer))
    throw invalid(`No such customer: '${customer}'`, {
      code: 'meter_event_customer_not_found',
      param: 'payload',
    })
  const value = params.payload[meter.value_settings.event_payload_key]
  if (meter.default_aggregation.formula !== 'count' && !/^-?\d{1,15}$/.test(value ?? ''))
    throw invalid('The payload must have a whole number as its value.', {
      code: 'meter_event_invalid_value',
      param: 'payload',
    })
  const now = world.timeOf(customer)
  const timestamp = params.timestamp ?? now
  if (timestamp < now - OLDEST)
    throw invalid('The timestamp is too far in the past.', {
      code: 'timestamp_too_far_in_past',
      param: 'timestamp',
    })
  if (timestamp > now + AHEAD)
    throw invalid('The timestamp is too far in the future.', {
      code: 'timestamp_in_future',
      param: 'timestamp',
    })
  const identifier = params.identifier ?? randomText(24)
  if (world.store.find('billing.meter_event', identifier))
    throw invalid(`An event already exists with identifier ${identifier}.`, {
      code: 'duplicate_meter_event',
      param: 'identifier',
    })
  const event: LocalUsage = {
    id: identifier,
    object: 'billing.meter_event',
    created: now,
    event_name: params.event_name,
    identifier,
    livemode: false,
    payload: params.payload,
    timestamp,
  }
  world.store.put('billing.meter_event', event)
  const { id: _own, ...shown } = event
  return shown
}

const WINDOWS = { hour: 3600, day: DAY }
const summing = {
  ...paging,
  customer: need(text()),
  end_time: need(whole(0)),
  start_time: need(whole(0)),
  value_grouping_window: choice('day', 'hour'),
}

function summaries(world: World, params: Params<typeof summing>, id: string) {
  const meter = world.store.get('billing.meter', id)
  const { start_time: from, end_time: to, value_grouping_window: window } = params
  if (to <= from) throw invalid('end_time must be after start_time.', { param: 'end_time' })
  const step = window ? WINDOWS[window] : null
  const unit = step ?? 60
  if (from % unit !== 0 || to % unit !== 0)
    throw invalid(`start_time and end_time must align with ${window ?? 'minute'} boundaries.`, {
      param: 'start_time',
    })
  if (step && (to - from) / step > 10_000) throw invalid('The window is too long.', { param: 'end_time' })
  const windows = step
    ? Array.from({ length: (to - from) / step }, (_, at) => ({
        start: from + at * step,
        end: from + (at + 1) * step,
      }))
    : [{ start: from, end: to }]
  const all = windows.flatMap((each) => {
    const events = eventsOf(world, meter, params.customer, each)
    if (events.length === 0) return []
    return [
      {
        id: `mtrusg_test_${meter.id.slice(-8)}${each.start}`,
        object: 'billing.meter_event_summary',
        aggregated_value: aggregate(meter, events),
        end_time: each.end,
        livemode: false,
        meter: meter.id,
        start_time: each.start,
      },
    ]
  })
  return page(all.reverse(), params, `/v1/billing/meters/${id}/event_summaries`)
}

export const meters = [
  post('/v1/billing/meters', 'Billing.MeterCreateParams', creating, create),
  get(
    '/v1/billing/meters',
    'Billing.MeterListParams',
    { ...paging, status: choice('active', 'inactive') },
    ({ store }, params) =>
      page(
        store.all('billing.meter', ({ status }) => !params.status || status === params.status),
        params,
        '/v1/billing/meters',
      ),
  ),
  get('/v1/billing/meters/:id', 'Billing.MeterRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('billing.meter', id),
  ),
  post(
    '/v1/billing/meters/:id',
    'Billing.MeterUpdateParams',
    { display_name: text(250) },
    (world, params, [id = '']) => {
      const meter = world.store.get('billing.meter', id)
      return world.update('billing.meter', {
        ...meter,
        display_name: params.display_name ?? meter.display_name,
      })
    },
  ),
  post(
    '/v1/billing/meters/:id/deactivate',
    'Billing.MeterDeactivateParams',
    {},
    (world, _params, [id = '']) => setStatus(world, id, 'inactive'),
  ),
  post(
    '/v1/billing/meters/:id/reactivate',
    'Billing.MeterReactivateParams',
    {},
    (world, _params, [id = '']) => setStatus(world, id, 'active'),
  ),
  get(
    '/v1/billing/meters/:id/event_summaries',
    'Billing.MeterListEventSummariesParams',
    summing,
    (world, params, [id = '']) => summaries(world, params, id),
  ),
  post('/v1/billing/meter_events', 'Billing.MeterEventCreateParams', reporting, report),
]
