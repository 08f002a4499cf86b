import Link from 'next/link'
import { TopBar } from '@/components/shell/top-bar'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'

export default function ConversationNotFound() {
  return (
    <>
      <TopBar />
      <div className="flex flex-1 flex-col justify-center">
        <EmptyState
          title="This conversation does not exist"
          heading="h1"
          action={
            <Link href="/chat" className={buttonStyles({ variant: 'primary' })}>
              New chat
            </Link>
          }
        >
          It was deleted, or it belongs to somebody else.
        </EmptyState>
      </div>
    </>
  )
}
