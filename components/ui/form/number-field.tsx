import type { ComponentProps } from 'react'
import { Field } from './field'
import { Input } from './input'

/** A field for a number, as it is typed: text until somebody makes a number of it. */
export function NumberField({
  min,
  max,
  step,
  value,
  onChange,
  ...field
}: Omit<ComponentProps<typeof Field>, 'children'> & {
  min: number
  max: number
  /** Whole numbers without one. */
  step?: number
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Field {...field}>
      <Input
        type="number"
        inputMode={step === undefined ? 'numeric' : 'decimal'}
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  )
}
