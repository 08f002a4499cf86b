'use client'

import './globals.css'
import { PlainError } from '@/components/shell/plain-error'

/** The last resort, when even the root layout failed: a page of its own, without fonts and preferences. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const title = 'Numina could not be shown'
  return (
    <html lang="en" data-theme="system">
      <body className="font-sans">
        <title>{title}</title>
        <PlainError title={title} digest={error.digest} />
      </body>
    </html>
  )
}
