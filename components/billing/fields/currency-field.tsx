import { Field } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import { CURRENCIES } from '@/lib/billing/limits'
import type { Currency } from '@/lib/billing/schema'

/** One of the currencies that things are sold in. */
export function CurrencyField({
  name,
  label,
  value,
  onChange,
  nameOf = (code) => code,
  className,
}: {
  name: string
  label: string
  value: Currency
  onChange: (currency: Currency) => void
  /** What a currency is called. */
  nameOf?: (code: Currency) => string
  className?: string
}) {
  return (
    <Field name={name} label={label} {...(className && { className })}>
      <Select
        value={value}
        onChange={({ target }) => onChange(CURRENCIES.find((code) => code === target.value) ?? value)}
      >
        {CURRENCIES.map((code) => (
          <option key={code} value={code}>
            {nameOf(code)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
