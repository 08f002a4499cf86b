import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AgreeForm } from '@/components/privacy/agree-form'
import { requirePageContext } from '@/lib/auth/server'
import { CONSENT_VERSIONS, findUnagreed } from '@/lib/consents/server'

export const metadata: Metadata = { title: 'Terms and privacy' }

const look = 'text-accent underline underline-offset-2'

/** Asks before anything else when somebody has not agreed yet, or what they agreed to has changed. */
export default async function AgreePage() {
  const unagreed = await findUnagreed(await requirePageContext())
  if (unagreed.length === 0) redirect('/chat')
  const isFirstTime = unagreed.every(({ isNew }) => isNew)
  return (
    <>
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-2xl tracking-tight">
          {isFirstTime ? 'Before you go on.' : 'Something has changed.'}
        </h1>
        <p className="text-ink-muted">
          {isFirstTime ? 'Please read the ' : 'There is a new version of the '}
          <Link href="/terms" className={look}>
            terms
          </Link>{' '}
          {isFirstTime ? 'and the page on ' : 'and of the page on '}
          <Link href="/privacy" className={look}>
            privacy
          </Link>
          .{' '}
          {isFirstTime
            ? 'Numina is there for you once you agree.'
            : 'Your conversations are there again once you agree.'}
        </p>
        <p className="text-ink-muted">
          You do not agree? Under{' '}
          <Link href="/settings/privacy" className={look}>
            Settings › Privacy
          </Link>{' '}
          you can take your data along and delete your account.
        </p>
      </div>
      <AgreeForm read={{ terms: CONSENT_VERSIONS.terms, privacy: CONSENT_VERSIONS.privacy }} />
    </>
  )
}
