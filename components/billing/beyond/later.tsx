'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

const loading = () => <Skeleton className="h-64" />

/** The forms of what goes beyond the plan: their page is at its budget, so their code comes after the rest. */
export const BuyPackLater = dynamic(() => import('./buy-pack').then(({ BuyPack }) => BuyPack), { loading })
export const AutoTopUpLater = dynamic(() => import('./auto-top-up').then(({ AutoTopUp }) => AutoTopUp), {
  loading,
})
export const PayAsYouGoLater = dynamic(() => import('./pay-as-you-go').then(({ PayAsYouGo }) => PayAsYouGo), {
  loading,
})
