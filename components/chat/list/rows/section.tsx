import { type ReactNode, useId } from 'react'

/** A part of the list under a quiet heading. `place`: where a conversation goes that is dropped on it. */
export function Section({
  title,
  place,
  aside,
  children,
}: {
  title: string
  place?: string
  aside?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section aria-labelledby={id} data-place={place}>
      <div className="flex items-center justify-between px-2.5 pb-1">
        <h2 id={id} className="font-medium text-ink-muted text-xs">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
