'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { TopBar } from '@/components/shell/top-bar'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'

/** Inside the shell, so that the way elsewhere stays. The digest is the number under which the server logged the reason. */
export default function AppError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const router = useRouter()

  function retry() {
    startTransition(() => {
      router.refresh()
      reset()
    })
  }

  return (
    <>
      <TopBar />
      <div className="flex flex-1 flex-col justify-center pb-16">
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
      </div>
    </>
  )
}
