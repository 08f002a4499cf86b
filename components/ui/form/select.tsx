'use client'

import type { ComponentProps } from 'react'
import { cn } from '../cn'
import { useFieldControl } from './field'
import { controlStyles } from './input'

/** The browser's own list to pick one from. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select {...useFieldControl()} {...props} className={cn(controlStyles, 'h-11 md:h-10', className)} />
}
