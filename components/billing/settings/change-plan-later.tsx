'use client'

import dynamic from 'next/dynamic'
import { orReload } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'

/** Changing the plan: its page is at its budget, so its code comes after the rest. */
export const ChangePlanLater = dynamic(
  () => orReload(import('./change-plan').then(({ ChangePlan }) => ChangePlan)),
  {
    loading: () => <Skeleton className="h-64" />,
  },
)
