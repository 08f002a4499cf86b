'use client'

import dynamic from 'next/dynamic'
import { orReload } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'

/** The log stands far down its page, which is at its budget: its code comes after the rest. */
export const SecurityLogLater = dynamic(
  () => orReload(import('./security-log').then(({ SecurityLog }) => SecurityLog)),
  { loading: () => <Skeleton className="h-48" /> },
)
