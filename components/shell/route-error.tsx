'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'

/** What a page shows that failed to render. The digest is the number under which the server logged the reason. */
export function RouteError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter()

  function retry() {
    startTransition(() => {
      router.refresh()
      reset()
    })
  }

  return (
    <ErrorState
      title="This page could not be shown"
      heading="h1"
      requestId={error.digest}
      action={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      Something went wrong on our side. What you had saved is still there.
    </ErrorState>
  )
}
