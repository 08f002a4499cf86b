import { Skeleton } from '@/components/ui/skeleton'

/** A heading and fields, in the places where they will be. */
export default function SettingsLoading() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-8">
      <Skeleton className="h-9 w-32" />
      {['name', 'language', 'zone'].map((field) => (
        <div key={field} className="flex flex-col gap-2">
          <Skeleton className="w-24" />
          <Skeleton className="h-10 rounded-control" />
        </div>
      ))}
    </div>
  )
}
