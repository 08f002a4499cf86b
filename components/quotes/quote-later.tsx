'use client'

import dynamic from 'next/dynamic'
import { orReload } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'

/** Asking for a quote stands far down its page, which is at its budget: its code comes after the rest. */
export const QuoteLater = dynamic(() => orReload(import('./quote-panel').then((module) => module.default)), {
  loading: () => <Skeleton className="h-64" />,
})
