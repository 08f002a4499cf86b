'use client'

import { RouteError } from '@/components/shell/route-error'

export default function RootError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <RouteError {...props} />
    </main>
  )
}
