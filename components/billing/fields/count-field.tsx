import type { ComponentProps } from 'react'
import { NumberField } from '@/components/ui/form/number-field'

/** @returns whether something is a number of which one can be bought */
export function isCount(count: number, max: number, min = 1): boolean {
  return Number.isInteger(count) && count >= min && count <= max
}

/** How many of something are bought. */
export function CountField({
  min = 1,
  ...field
}: Omit<ComponentProps<typeof NumberField>, 'min' | 'step' | 'error'> & { min?: number }) {
  const { value, max } = field
  const error = isCount(Number(value), max, min) ? undefined : `Enter a whole number from ${min} to ${max}.`
  return <NumberField {...field} min={min} error={error} />
}
