import type { ReactNode } from 'react'

/** A part of a page to read, under its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-medium text-lg">{title}</h2>
      {children}
    </section>
  )
}

/** Points of a part. */
export function Points({ children }: { children: ReactNode }) {
  return <ul className="flex list-disc flex-col gap-1.5 ps-5 marker:text-ink-muted">{children}</ul>
}
