'use client'

import { useQuery } from '@tanstack/react-query'
import { getQueryClient } from '@/components/chat/list/query-client'
import { getJson } from '@/components/chat/session/api'
import { Skeleton } from '@/components/ui/skeleton'
import type { UsedMemories as Used } from '@/lib/memory/schema'
import { plural } from '../words'

/** Which memories went along when a reply was made. What was forgotten since is only counted. */
export function UsedMemories({ ids }: { ids: readonly string[] }) {
  const { data, error } = useQuery(
    {
      queryKey: ['used-memories', ids],
      queryFn: ({ signal }) => getJson<Used>(`/api/memory/used?ids=${ids.join(',')}`, signal),
      staleTime: 0,
    },
    getQueryClient(),
  )
  if (error && !data)
    return <p role="alert">{plural(ids.length, 'memory', 'memories')}, which could not be read.</p>
  if (!data) return <Skeleton className="h-10" />
  const { texts, forgotten } = data
  return (
    <ul className="flex list-disc flex-col gap-1 ps-4">
      {texts.map((text) => (
        <li key={text} dir="auto">
          {text}
        </li>
      ))}
      {forgotten > 0 && <li className="text-ink-muted">{forgotten.toLocaleString('en')} forgotten since</li>}
    </ul>
  )
}
