'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { buttonStyles } from '@/components/ui/button-styles'
import { orReload } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'
import type { QuoteOffer } from '@/lib/quotes/schema'

/** A form that few people fill in: it is no part of what the pages of prices weigh. */
const QuotePanel = dynamic(() => orReload(import('./quote-panel').then((module) => module.default)), {
  loading: () => <Skeleton className="h-72" />,
})

type QuoteSectionProps = {
  plan: string
  /** `nobody`: not signed in; `other`: signed in, and not who may ask. */
  offer: QuoteOffer | 'nobody' | 'other'
  locale: string
  timeZone: string
}

const HERE = encodeURIComponent('/pricing#quote')

/** The plan that is sold by talking: the form for those who may ask, the way to it for others. */
export function QuoteSection({ plan, offer, locale, timeZone }: QuoteSectionProps) {
  return (
    <section id="quote" aria-labelledby="quote-title" className="flex max-w-reading flex-col gap-4">
      <h2 id="quote-title" className="font-medium text-xl tracking-tight">
        {plan}: ask for a quote
      </h2>
      {offer === 'nobody' && (
        <>
          <p className="text-ink-muted">
            Asking needs an account, so that the answer finds you and you can take the request back. You come
            back here afterwards.
          </p>
          <div className="flex flex-wrap gap-3">
            <Link href={`/sign-up?callbackUrl=${HERE}`} className={buttonStyles()}>
              Create an account
            </Link>
            <Link href={`/sign-in?callbackUrl=${HERE}`} className={buttonStyles({ variant: 'ghost' })}>
              Sign in
            </Link>
          </div>
        </>
      )}
      {offer === 'other' && (
        <p className="text-ink-muted">The owner of your workspace can ask for {plan} here.</p>
      )}
      {typeof offer === 'object' && <QuotePanel offer={offer} locale={locale} timeZone={timeZone} />}
    </section>
  )
}
