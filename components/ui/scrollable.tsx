import type { ComponentProps } from 'react'

/** A part of the page that scrolls by itself, also by keyboard. `label` is its name for screen readers. */
export function Scrollable({ label, ...section }: ComponentProps<'section'> & { label: string }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keyboard.
  return <section aria-label={label} tabIndex={0} {...section} />
}
