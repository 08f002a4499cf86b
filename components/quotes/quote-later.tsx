'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** Asking for a quote stands far down its page, which is at its budget: its code comes after the rest. */
export const QuoteLater = dynamic(() => import('./quote-panel'), {
  loading: () => <Skeleton className="h-64" />,
})
