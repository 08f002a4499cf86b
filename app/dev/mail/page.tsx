import type { Metadata } from 'next'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { listLocalMail } from '@/lib/dev-mail/server'
import { currentRequestInfo } from '@/lib/http/request-info'
import { orNotFound } from './or-not-found'

export const metadata: Metadata = { title: 'Mail on this machine', robots: 'noindex' }

/** What the local mail server has taken. */
export default async function LocalMailPage() {
  const mails = await orNotFound(listLocalMail(await currentRequestInfo()))
  return (
    <main className="mx-auto flex max-w-reading flex-col gap-6 px-4 py-10">
      <h1 className="font-medium text-2xl tracking-tight">Mail on this machine</h1>
      <p className="text-ink-muted">
        No mail server is named, so mails stay here instead of being sent. Name one with SMTP_URL.
      </p>
      {mails.length === 0 ? (
        <EmptyState title="No mails yet">What Numina sends shows up here.</EmptyState>
      ) : (
        <ul className="divide-y rounded-card border">
          {mails.map(({ id, to, subject, receivedAt }) => (
            <li key={id}>
              <Link href={`/dev/mail/${id}`} className="block px-4 py-3 hover:bg-ink/6">
                <span className="block font-medium">{subject}</span>
                <span className="text-ink-muted text-xs">
                  {to.join(', ')} · <time dateTime={receivedAt}>{receivedAt}</time>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}
