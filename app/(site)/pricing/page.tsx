import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { Pricing } from '@/components/billing/pricing/pricing'
import { LegalLinks } from '@/components/legal/legal-links'
import { QuoteSection } from '@/components/quotes/quote-section'
import { HomeLink } from '@/components/shell/home-link'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/auth/permissions'
import { getPageContext } from '@/lib/auth/server'
import { currencyFor, listPrices, localeFor, planOf } from '@/lib/billing/server'
import { readQuoteOffer } from '@/lib/quotes/server'
import { QUESTIONS } from './questions'

export const metadata: Metadata = {
  title: 'Prices',
  description: 'What Numina costs, by the month or by the year.',
}

/** There where plans mean something: an installation that sells none has no such page. */
export default async function PricingPage() {
  const list = listPrices()
  if (!list) notFound()
  const [ctx, asked] = await Promise.all([getPageContext(), headers()])
  const languages = asked.get('accept-language')
  const hasAccount = ctx !== null && ctx.role !== 'guest'
  const onRequest = list.plans.find(({ isOnRequest }) => isOnRequest)
  const offer = hasAccount ? can(ctx, 'billing:manage') && (await readQuoteOffer(ctx)) : null
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-5xl flex-col px-safe-5">
      <header className="flex h-14 items-center">
        <HomeLink />
      </header>
      <main className="flex flex-1 flex-col gap-12 py-8">
        <div className="flex max-w-reading flex-col gap-3">
          <h1 className="font-medium text-3xl tracking-tight">Prices</h1>
          <p className="text-ink-muted text-lg">
            Every plan has all of Numina. They differ in how much you can ask, and you can leave whenever you
            like.
          </p>
          {!list.isSelling && (
            <Notice>Payments are not set up in this Numina: nothing can be bought here.</Notice>
          )}
        </div>
        <Pricing
          list={list}
          initialCurrency={currencyFor(languages)}
          locale={localeFor(languages)}
          ownPlan={hasAccount ? planOf(ctx).key : null}
        />
        {onRequest && (
          <QuoteSection
            plan={onRequest.name}
            offer={hasAccount ? offer || 'other' : 'nobody'}
            locale={localeFor(languages)}
            timeZone={ctx?.timeZone ?? 'UTC'}
          />
        )}
        <section aria-labelledby="questions" className="flex max-w-reading flex-col gap-4">
          <h2 id="questions" className="font-medium text-xl tracking-tight">
            Questions
          </h2>
          <div className="flex flex-col divide-y rounded-card border">
            {QUESTIONS.map(({ question, answer }) => (
              <details key={question} className="group px-4 py-3">
                <summary className="rounded-md font-medium">{question}</summary>
                <p className="pt-2 text-ink-muted">{answer}</p>
              </details>
            ))}
          </div>
        </section>
      </main>
      <LegalLinks className="border-t py-6" />
    </div>
  )
}
