'use client'

import type { ReactNode } from 'react'
import { Combobox } from '@/components/ui/form/combobox'
import { Field } from '@/components/ui/form/field'
import type { ModelDto } from '@/lib/models/schema'

type ModelFieldProps = {
  name: string
  label: string
  help: ReactNode
  aside?: ReactNode
  models: readonly ModelDto[]
  value: string | null
  /** What choosing none means. */
  none: string
  onChange: (id: string | null) => void
}

/** One model, or none. */
export function ModelField({ models, value, none, onChange, ...field }: ModelFieldProps) {
  const chosen = models.find(({ id }) => id === value)
  return (
    <Field {...field}>
      <Combobox
        value={value ?? ''}
        valueLabel={
          value === null
            ? none
            : chosen
              ? nameOf(chosen)
              : `${value.slice(value.indexOf('/') + 1)} (not connected)`
        }
        readOptions={() => [
          { value: '', label: none },
          ...models.map((model) => ({ value: model.id, label: nameOf(model) })),
        ]}
        onChange={(id) => onChange(id || null)}
        placeholder="Search models"
      />
    </Field>
  )
}

const nameOf = ({ label, providerName }: ModelDto) => `${label} · ${providerName}`
