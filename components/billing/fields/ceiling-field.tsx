import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { CEILING_MAX } from '@/lib/billing/limits'

/** The most that may be spent, as it is typed: in whole units of a currency. */
export function CeilingField({
  name,
  label,
  help,
  least,
  unit,
  isSound,
  value,
  onChange,
  className,
}: {
  name: string
  label: string
  help?: string | undefined
  /** In the smallest unit. */
  least: number
  /** How many of the smallest unit a whole one is. */
  unit: number
  isSound: boolean
  value: string
  onChange: (value: string) => void
  className?: string
}) {
  return (
    <Field
      name={name}
      label={label}
      help={help}
      error={isSound ? undefined : `Enter an amount from ${least / unit} to ${CEILING_MAX / unit}.`}
      {...(className && { className })}
    >
      <Input
        type="number"
        inputMode="decimal"
        min={least / unit}
        max={CEILING_MAX / unit}
        step={1 / unit}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  )
}
