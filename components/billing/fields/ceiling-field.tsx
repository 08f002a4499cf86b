import type { ComponentProps } from 'react'
import { NumberField } from '@/components/ui/form/number-field'
import { CEILING_MAX } from '@/lib/billing/limits'

type CeilingFieldProps = Omit<ComponentProps<typeof NumberField>, 'min' | 'max' | 'step' | 'error'> & {
  /** In the smallest unit of the currency. */
  least: number
  /** How many of the smallest unit a whole one is. */
  unit: number
  isSound: boolean
}

/** The most that may be spent, in whole units of a currency. */
export function CeilingField({ least, unit, isSound, ...field }: CeilingFieldProps) {
  const [min, max] = [least / unit, CEILING_MAX / unit]
  const error = isSound ? undefined : `Enter an amount from ${min} to ${max}.`
  return <NumberField {...field} min={min} max={max} step={1 / unit} error={error} />
}
