import { ScrollPage } from '@/components/shell/scroll-page'
import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <ScrollPage bar={null}>
      <div aria-busy className="mx-auto flex w-full max-w-3xl flex-col gap-10 pt-8 pb-24">
        <Skeleton className="h-8 w-32" />
        <Skeleton className="h-36 w-full" />
        <Skeleton className="h-44 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    </ScrollPage>
  )
}
