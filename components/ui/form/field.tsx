'use client'

import { CircleAlert } from 'lucide-react'
import { createContext, type ReactNode, use } from 'react'
import { cn } from '../cn'

type FieldControl = {
  id: string
  name: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

const FieldContext = createContext<FieldControl | null>(null)

/** What a control spreads on its element to be wired to the field around it; nothing when it stands alone. */
export function useFieldControl(): Partial<FieldControl> {
  return use(FieldContext) ?? {}
}

/**
 * Label above, control, then help and the error in place. The control takes its id, name and descriptions from here.
 * `name` is also the id, so that a summary of errors can lead to it: unique on the page. Where another form of the page has the name,
 * `id` tells them apart.
 */
export function Field({
  name,
  id = name,
  label,
  aside,
  help,
  error,
  className,
  children,
}: {
  name: string
  id?: string
  label: string
  /** Beside the label, at the end of its line: "Saved", a counter, a link. */
  aside?: ReactNode
  help?: ReactNode
  error?: string | undefined
  className?: string
  children: ReactNode
}) {
  const helpId = help ? `${id}-help` : ''
  const errorId = error ? `${id}-error` : ''
  const describedBy = [errorId, helpId].filter(Boolean).join(' ')
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex min-h-5 items-baseline justify-between gap-3">
        <label id={`${id}-label`} htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      <FieldContext
        value={{
          id,
          name,
          ...(describedBy && { 'aria-describedby': describedBy }),
          ...(error && { 'aria-invalid': true }),
        }}
      >
        {children}
      </FieldContext>
      {error && (
        <p id={errorId} className="flex items-start gap-1.5 text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {help && (
        <div id={helpId} className="text-ink-muted">
          {help}
        </div>
      )}
    </div>
  )
}
