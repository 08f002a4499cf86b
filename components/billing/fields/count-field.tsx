import type { ComponentProps } from 'react'
import { NumberField } from '@/components/ui/form/number-field'

/** @returns whether something is a number of which one can be bought */
export function isCount(count: number, max: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= max
}

/** How many of something are bought. */
export function CountField(field: Omit<ComponentProps<typeof NumberField>, 'min' | 'step' | 'error'>) {
  const { value, max } = field
  const error = isCount(Number(value), max) ? undefined : `Enter a whole number from 1 to ${max}.`
  return <NumberField {...field} min={1} error={error} />
}
