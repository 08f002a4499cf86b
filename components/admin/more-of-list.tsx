import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** The end of a list that is read page by page. */
export function MoreOfList({
  problem,
  hasMore,
  pending,
  onMore,
}: {
  problem: string | null
  hasMore: boolean
  pending: boolean
  onMore: () => void
}) {
  return (
    <>
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      {hasMore && (
        <Button className="self-start" loading={pending} onClick={onMore}>
          Show earlier
        </Button>
      )}
    </>
  )
}
