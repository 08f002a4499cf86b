import Link from 'next/link'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'

export default function SharedNotFound() {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <EmptyState
        title="This link leads nowhere"
        heading="h1"
        action={
          <Link href="/" className={buttonStyles({ variant: 'primary' })}>
            Go to the start
          </Link>
        }
      >
        It may be mistyped, it may have ended, or what it showed is no longer shared.
      </EmptyState>
    </main>
  )
}
