'use client'

import dynamic from 'next/dynamic'
import { orReload } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'

/** Passkeys stand below the other ways in, on a page that is at its budget: their code comes after the rest. */
export const PasskeysLater = dynamic(
  () => orReload(import('./passkey-settings').then(({ PasskeySettings }) => PasskeySettings)),
  { loading: () => <Skeleton className="h-32" /> },
)
