import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { usePages } from './use-pages'

/** A list that is read page by page: its rows, or `empty`; what went wrong; and the way to more. */
export function PagedList<Item extends { id: string }>({
  label,
  list: { items, pending, problem, hasMore, more },
  empty,
  row,
}: {
  label: string
  list: Pick<ReturnType<typeof usePages<unknown, Item>>, 'items' | 'pending' | 'problem' | 'hasMore' | 'more'>
  empty: ReactNode
  row: (item: Item) => ReactNode
}) {
  return (
    <>
      {items.length === 0 && !pending && !problem ? (
        empty
      ) : (
        <ul aria-label={label} aria-busy={pending} className="flex flex-col divide-y rounded-card border">
          {items.map(row)}
        </ul>
      )}
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      {hasMore && (
        <Button className="self-start" loading={pending} onClick={() => void more()}>
          Show earlier
        </Button>
      )}
    </>
  )
}
