'use client'

import type { ComponentProps } from 'react'
import { cn } from '../cn'
import { useFieldControl } from './field'

/** The look shared by everything one types into or picks from. 16 px on phones, where iOS would zoom into less. */
export const controlStyles =
  'w-full min-w-0 rounded-control border border-line-strong bg-surface-raised px-3 text-base text-ink md:text-sm ' +
  'transition-colors hover:border-ink-muted disabled:opacity-60 ' +
  'aria-invalid:border-danger aria-invalid:outline-danger'

/** A line of text. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input {...useFieldControl()} {...props} className={cn(controlStyles, 'h-11 md:h-10', className)} />
}
