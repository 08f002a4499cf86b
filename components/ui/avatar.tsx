import { initialsOf, toneOf } from './avatar-tone'
import { cn } from './cn'

/**
 * A person's picture, or their initials on a colour that stays theirs. Decoration beside a name: hidden from
 * screen readers unless `label` is given.
 */
export function Avatar({
  name,
  seed,
  url,
  label,
  className,
}: {
  name: string
  /** What the colour is derived from: an id that never changes. */
  seed: string
  url: string | null
  label?: string
  className?: string
}) {
  const box = cn('inline-flex size-8 shrink-0 select-none rounded-full text-xs', className)
  if (url) {
    // biome-ignore lint/performance/noImgElement: next/image renders a style attribute, which the CSP refuses, and the picture is already its final size.
    return <img src={url} alt={label ?? ''} className={cn(box, 'object-cover ring-1 ring-ink/10')} />
  }
  return (
    <span
      data-tone={toneOf(seed)}
      className={cn('tone items-center justify-center font-medium', box)}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {initialsOf(name)}
    </span>
  )
}
