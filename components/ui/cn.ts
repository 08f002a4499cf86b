import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

/** Knows the names of our own scales, so that `text-reading` (a size) does not drop `text-ink` (a colour). */
const merge = extendTailwindMerge({
  extend: { theme: { text: ['reading', 'code'], radius: ['control', 'card'], shadow: ['float'] } },
})

/** Joins class names; where two set the same property, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes))
}
