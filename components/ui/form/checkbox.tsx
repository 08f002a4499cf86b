'use client'

import type { ReactNode } from 'react'

/** A yes or no, with what it means beside it. Read from its form by `name`, which is also its id. */
export function Checkbox({
  name,
  label,
  help,
  defaultChecked = false,
  disabled = false,
  onChange,
}: {
  name: string
  label: string
  help?: ReactNode
  defaultChecked?: boolean
  disabled?: boolean
  onChange?: (isChecked: boolean) => void
}) {
  return (
    <div className="flex items-start gap-3">
      <input
        type="checkbox"
        id={name}
        name={name}
        defaultChecked={defaultChecked}
        disabled={disabled}
        onChange={onChange && ((event) => onChange(event.currentTarget.checked))}
        aria-describedby={help ? `${name}-help` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-5"
      />
      <div className="flex min-w-0 flex-col gap-0.5">
        <label htmlFor={name} className="font-medium">
          {label}
        </label>
        {help && (
          <div id={`${name}-help`} className="text-ink-muted">
            {help}
          </div>
        )}
      </div>
    </div>
  )
}
