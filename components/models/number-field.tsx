'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'

type NumberFieldProps = {
  name: string
  label: string
  help: string
  value: number | undefined
  /** Shown while nothing is entered: what counts then. */
  placeholder: string
  min: number
  max: number
  whole?: boolean
  disabled?: boolean
  onChange: (value: number | undefined) => void
}

/** A number, or nothing. What is no number in the range is said in place and goes nowhere. */
export function NumberField({ name, label, help, value, placeholder, onChange, ...range }: NumberFieldProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const problem = problemOf(text, range)

  function enter(next: string) {
    setText(next)
    if (problemOf(next, range) === null) onChange(next.trim() === '' ? undefined : toNumber(next))
  }

  return (
    <Field name={name} label={label} help={help} error={problem ?? undefined}>
      <Input
        inputMode={range.whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        disabled={range.disabled}
        onChange={({ target }) => enter(target.value)}
        className="tabular-nums"
      />
    </Field>
  )
}

/** A comma is a point to half of the world. */
const toNumber = (text: string) => Number(text.trim().replace(',', '.'))

function problemOf(
  text: string,
  { min, max, whole }: Pick<NumberFieldProps, 'min' | 'max' | 'whole'>,
): string | null {
  if (text.trim() === '') return null
  const number = toNumber(text)
  if (!Number.isNaN(number) && number >= min && number <= max && (!whole || Number.isInteger(number)))
    return null
  const kind = whole ? 'a whole number' : 'a number'
  return `Enter ${kind} from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}, or nothing.`
}
