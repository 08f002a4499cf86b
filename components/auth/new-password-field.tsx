'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/form/field'
import { passwordHint } from './password-hint'
import { PasswordInput } from './password-input'
import { StrengthBar } from './strength-bar'
import { usePasswordStrength } from './use-password-strength'

/** A password that is being chosen, with a word on its strength while typing. */
export function NewPasswordField({
  name,
  label,
  min,
  error,
}: {
  name: string
  label: string
  /** The least number of characters. */
  min: number
  error: string | undefined
}) {
  const [password, setPassword] = useState('')
  const strength = usePasswordStrength(password)
  return (
    <Field
      name={name}
      label={label}
      error={error}
      help={
        !error && (
          <>
            {password && <StrengthBar strength={strength} />}
            <span aria-live="polite">{passwordHint(password, min, strength)}</span>
          </>
        )
      }
    >
      <PasswordInput
        autoComplete="new-password"
        required
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
    </Field>
  )
}
