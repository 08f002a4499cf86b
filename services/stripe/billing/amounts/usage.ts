import type { LocalUsage, Meter, Price } from '../../core/objects.ts'
import type { World } from '../../core/world.ts'
import type { Period } from './periods.ts'

/** The events of a meter that name a customer, oldest first. */
export function eventsOf(world: World, meter: Meter, customer: string, { start, end }: Period): LocalUsage[] {
  const key = meter.customer_mapping.event_payload_key
  return world.store
    .all(
      'billing.meter_event',
      ({ event_name: name, payload, timestamp }) =>
        name === meter.event_name && payload[key] === customer && timestamp >= start && timestamp < end,
    )
    .toReversed()
}

/** Sums, counts or takes the last of events, as the meter says. */
export function aggregate(meter: Meter, events: LocalUsage[]): number {
  const { formula } = meter.default_aggregation
  if (formula === 'count') return events.length
  const values = events.map(({ payload }) => Number(payload[meter.value_settings.event_payload_key] ?? 0))
  return formula === 'last' ? (values.at(-1) ?? 0) : values.reduce((sum, value) => sum + value, 0)
}

/** What a customer used of a metered price in a period. */
export function usageOf(world: World, price: Price, customer: string, period: Period): number {
  const meter = world.store.find('billing.meter', price.recurring?.meter)
  return meter ? aggregate(meter, eventsOf(world, meter, customer, period)) : 0
}
