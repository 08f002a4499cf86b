import { ScrollPage } from '@/components/shell/scroll-page'
import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <ScrollPage bar={null}>
      <div aria-busy className="mx-auto flex w-full max-w-3xl flex-col gap-8 pt-8 pb-24">
        <Skeleton className="h-8 w-32" />
        <Skeleton className="h-32 w-full" />
        <Skeleton className="h-10 w-full" />
        <Skeleton className="h-64 w-full" />
      </div>
    </ScrollPage>
  )
}
