import Link from 'next/link'
import { TakeAlongHere } from '@/components/chat/draft/take-along-here'
import { TopBar } from '@/components/shell/top-bar'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePageContext } from '@/lib/auth/server'

export default async function ConversationNotFound() {
  const { userId, workspaceId } = await requirePageContext()
  return (
    <>
      <TakeAlongHere owner={`${userId}:${workspaceId}`} />
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
