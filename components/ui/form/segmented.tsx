'use client'

import type { ReactNode } from 'react'
import { cn } from '../cn'
import type { Option } from './option'

type SegmentedProps<Value extends string> = {
  /** The group's name, read out before the options. */
  legend: string
  name: string
  options: readonly (Option<Value> & { icon?: ReactNode })[]
  value: Value
  onChange: (value: Value) => void
  aside?: ReactNode
  help?: ReactNode
  className?: string
}

/** One of two to five, all in sight: radio buttons in a row, moved through by the arrow keys. */
export function Segmented<Value extends string>({
  legend,
  name,
  options,
  value,
  onChange,
  aside,
  help,
  className,
}: SegmentedProps<Value>) {
  return (
    <fieldset className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <legend className="sr-only">{legend}</legend>
      <div className="flex min-h-5 items-baseline justify-between gap-3">
        <span aria-hidden className="font-medium">
          {legend}
        </span>
        {aside}
      </div>
      <div className="flex w-full flex-wrap gap-1 rounded-control border bg-surface-sunken p-0.75 sm:w-fit">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative flex min-h-9 flex-1 cursor-pointer items-center justify-center gap-2 whitespace-nowrap rounded-md px-2.5 text-ink-muted outline-accent transition-colors hover:text-ink has-checked:bg-surface-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_1px_2px_var(--shadow)] has-focus-visible:outline-2 pointer-coarse:min-h-11 sm:flex-none sm:px-3.5"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none rounded-md outline-none"
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
      {help && <p className="text-ink-muted">{help}</p>}
    </fieldset>
  )
}
