import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocalMail } from '@/lib/dev-mail/server'
import { currentRequestInfo } from '@/lib/http/request-info'
import { orNotFound } from '../or-not-found'

export const metadata: Metadata = { title: 'Mail on this machine', robots: 'noindex' }

/** One mail: its text part, with its links to follow. */
export default async function LocalMailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { subject, from, to, receivedAt, text } = await orNotFound(
    getLocalMail(await currentRequestInfo(), id),
  )
  return (
    <main className="mx-auto flex max-w-reading flex-col gap-6 px-4 py-10">
      <Link href="/dev/mail" className="w-fit text-accent underline underline-offset-2">
        All mails
      </Link>
      <h1 className="font-medium text-2xl tracking-tight">{subject}</h1>
      <p className="text-ink-muted text-xs">
        {from} to {to.join(', ')} · <time dateTime={receivedAt}>{receivedAt}</time>
      </p>
      <article
        aria-label="Mail"
        className="whitespace-pre-wrap rounded-card border p-4 text-reading [overflow-wrap:anywhere]"
      >
        {withLinks(text)}
      </article>
    </main>
  )
}

function withLinks(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((piece, i) =>
    i % 2 === 0 ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places.
      <a key={i} href={piece} className="text-accent underline">
        {piece}
      </a>
    ),
  )
}
