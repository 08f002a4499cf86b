'use client'

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '../cn'
import { useFieldControl } from './field'
import { controlStyles } from './input'

export type Option<Value extends string = string> = { value: Value; label: string }

/**
 * One of a few, from the browser's own list: the best picker on a phone, and it works before any script has run.
 * For many options use the combobox.
 */
export function Select({
  options,
  className,
  ...props
}: ComponentProps<'select'> & { options: readonly Option[] }) {
  return (
    <div className="relative">
      <select
        {...useFieldControl()}
        {...props}
        className={cn(controlStyles, 'h-11 appearance-none pe-9 md:h-10', className)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2 text-ink-muted"
      />
    </div>
  )
}
