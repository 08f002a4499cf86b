'use client'

import { RouteError } from '@/components/shell/route-error'
import { TopBar } from '@/components/shell/top-bar'

/** Inside the shell, so that the way elsewhere stays. */
export default function AppError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <TopBar />
      <div className="flex flex-1 flex-col justify-center pb-16">
        <RouteError {...props} />
      </div>
    </>
  )
}
