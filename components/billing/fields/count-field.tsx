import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'

/** @returns whether something is a number of which one can be bought */
export function isCount(count: number, max: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= max
}

/** How many of something are bought, as it is typed. */
export function CountField({
  name,
  label,
  help,
  max,
  value,
  onChange,
  className,
}: {
  name: string
  label: string
  help?: string
  max: number
  value: string
  onChange: (value: string) => void
  className?: string
}) {
  return (
    <Field
      name={name}
      label={label}
      help={help}
      error={isCount(Number(value), max) ? undefined : `Enter a whole number from 1 to ${max}.`}
      {...(className && { className })}
    >
      <Input
        type="number"
        inputMode="numeric"
        min={1}
        max={max}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  )
}
