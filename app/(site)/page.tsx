import { MessageCircle, ShieldCheck, SlidersHorizontal } from 'lucide-react'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { GuestButton } from '@/components/auth/ways/guest-button'
import { AgreeNote, LegalLinks } from '@/components/legal/legal-links'
import { buttonStyles } from '@/components/ui/button-styles'
import { Mark } from '@/components/ui/mark'
import { getPageContext } from '@/lib/auth/server'
import { listPrices } from '@/lib/billing/server'
import { areGuestsWelcome } from '@/lib/ways/server'

const facts = [
  {
    icon: ShieldCheck,
    title: 'Yours',
    text: 'Accounts and conversations live where Numina runs, beside a small model of its own. A larger model is asked only where one has been connected.',
  },
  {
    icon: MessageCircle,
    title: 'Nothing gets lost',
    text: 'Your message is saved before the model sees it, and the answer as far as it came. Stop, reload, or come back tomorrow.',
  },
  {
    icon: SlidersHorizontal,
    title: 'In your manner',
    text: 'Say how Numina should address you, in which tone, how long and in what language. The very next answer follows.',
  },
]

/** The front door. Who is signed in goes straight through. */
export default async function LandingPage() {
  if (await getPageContext()) redirect('/chat')
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-4xl flex-col px-safe-6">
      <header className="flex items-center justify-between py-6">
        <p className="flex items-center gap-2 font-medium text-base">
          <Mark />
          Numina
        </p>
        <nav aria-label="Numina" className="flex items-center">
          {listPrices() && (
            <Link href="/pricing" className={buttonStyles({ variant: 'ghost' })}>
              Prices
            </Link>
          )}
          <Link href="/sign-in" className={buttonStyles({ variant: 'ghost' })}>
            Sign in
          </Link>
        </nav>
      </header>
      <main className="flex flex-1 flex-col justify-center gap-16 py-16">
        <div className="flex max-w-2xl flex-col items-start gap-6">
          <h1 className="font-medium text-3xl tracking-tight sm:text-4xl">
            A quiet place to think out loud.
          </h1>
          <p className="text-ink-muted text-lg">
            Numina is a private AI companion for people and teams. Ask, plan, write and wonder; it runs where
            you put it, and answers in your manner.
          </p>
          <div className="flex flex-wrap gap-3">
            <Link href="/sign-up" className={buttonStyles({ variant: 'primary', size: 'lg' })}>
              Create an account
            </Link>
            {areGuestsWelcome() && <GuestButton />}
          </div>
          {areGuestsWelcome() && <AgreeNote lead="By trying it" />}
        </div>
        <ul className="grid gap-8 sm:grid-cols-3">
          {facts.map(({ icon: Icon, title, text }) => (
            <li key={title} className="flex flex-col gap-2">
              <Icon aria-hidden className="size-5 text-accent" />
              <h2 className="font-medium text-base">{title}</h2>
              <p className="text-ink-muted">{text}</p>
            </li>
          ))}
        </ul>
      </main>
      <LegalLinks className="py-6" />
    </div>
  )
}
