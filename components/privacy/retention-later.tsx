'use client'

import dynamic from 'next/dynamic'
import { orReload } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'

/** What becomes of old conversations stands far down its page, which is at its budget: its code comes after the rest. */
export const RetentionLater = dynamic(
  () => orReload(import('./retention-setting').then(({ RetentionSetting }) => RetentionSetting)),
  { loading: () => <Skeleton className="h-32" /> },
)
