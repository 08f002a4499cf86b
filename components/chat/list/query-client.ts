import { QueryClient } from '@tanstack/react-query'
import { Refusal } from '../transport/refusal'

let browserClient: QueryClient | undefined

/** One cache for this window; on the server one for each render, so that nobody sees what another was sent. */
export function getQueryClient(): QueryClient {
  if (typeof window === 'undefined') return createClient()
  browserClient ??= createClient()
  return browserClient
}

function createClient(): QueryClient {
  const retry = (failures: number, error: Error) =>
    failures < 2 && !(error instanceof Refusal && error.status < 500)
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry } },
  })
}
