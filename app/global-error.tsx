'use client'

import './globals.css'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'

/** The last resort, when even the root layout failed: a page of its own, without fonts and preferences. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body className="font-sans">
        <title>Numina could not be shown</title>
        <main className="flex min-h-dvh flex-col justify-center">
          <ErrorState
            title="Numina could not be shown"
            heading="h1"
            requestId={error.digest}
            action={
              <Button variant="primary" onClick={() => window.location.reload()}>
                Load again
              </Button>
            }
          >
            Something went wrong on our side. What you had saved is still there.
          </ErrorState>
        </main>
      </body>
    </html>
  )
}
