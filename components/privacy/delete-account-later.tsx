'use client'

import dynamic from 'next/dynamic'
import { orReload } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'

/** The end of the account is the end of its page, which is at its budget: its code comes after the rest. */
export const DeleteAccountLater = dynamic(
  () => orReload(import('./delete-account').then(({ DeleteAccount }) => DeleteAccount)),
  { loading: () => <Skeleton className="h-32" /> },
)
