'use client'

import dynamic from 'next/dynamic'
import { orReload } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'

const loading = () => <Skeleton className="h-64" />

/** The forms of what goes beyond the plan: their page is at its budget, so their code comes after the rest. */
export const BuyPackLater = dynamic(() => orReload(import('./buy-pack').then(({ BuyPack }) => BuyPack)), {
  loading,
})
export const AutoTopUpLater = dynamic(
  () => orReload(import('./auto-top-up').then(({ AutoTopUp }) => AutoTopUp)),
  {
    loading,
  },
)
export const PayAsYouGoLater = dynamic(
  () => orReload(import('./pay-as-you-go').then(({ PayAsYouGo }) => PayAsYouGo)),
  {
    loading,
  },
)
