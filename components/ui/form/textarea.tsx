'use client'

import type { ComponentProps } from 'react'
import { cn } from '../cn'
import { useFieldControl } from './field'
import { controlStyles } from './input'

/** Several lines of text; grows with what is typed, up to its max-height. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...useFieldControl()}
      {...props}
      className={cn(controlStyles, 'field-sizing-content max-h-96 min-h-24 resize-y py-2.5', className)}
    />
  )
}
