import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'

/** What an address leads to that leads nowhere. Its link is a plain one: Next's would come with each page, for this alone. */
export function NothingHere() {
  return (
    <EmptyState
      title="There is nothing here"
      heading="h1"
      action={
        <a href="/" className={buttonStyles({ variant: 'primary' })}>
          Go to the start
        </a>
      }
    >
      The address may be mistyped, or what was here has been deleted.
    </EmptyState>
  )
}
