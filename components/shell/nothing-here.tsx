import Link from 'next/link'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'

/** What an address leads to that leads nowhere. */
export function NothingHere() {
  return (
    <EmptyState
      title="There is nothing here"
      heading="h1"
      action={
        <Link href="/" className={buttonStyles({ variant: 'primary' })}>
          Go to the start
        </Link>
      }
    >
      The address may be mistyped, or what was here has been deleted.
    </EmptyState>
  )
}
