import type { ReactNode } from 'react'

/** A group of settings under a heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-6 border-t pt-8 first-of-type:border-0 first-of-type:pt-0">
      <h2 className="font-medium text-base">{title}</h2>
      {children}
    </section>
  )
}
