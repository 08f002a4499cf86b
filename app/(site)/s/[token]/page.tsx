import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Turn } from '@/components/chat/reading/turn'
import { ContinueShared } from '@/components/shares/continue-shared'
import { SharedPages } from '@/components/shares/shared-pages'
import { HomeLink } from '@/components/shell/home-link'
import { getPageContext } from '@/lib/auth/server'
import { AppError } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import type { SharedConversation } from '@/lib/shares/schema'
import { readShared } from '@/lib/shares/server'

type SharedPageProps = {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const DESCRIPTION_CHARS = 160

/** Read once for the page and its head. */
const read = cache(async (token: string, page: number): Promise<SharedConversation> => {
  try {
    return await readShared(token, page)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

async function readFrom({ params, searchParams }: SharedPageProps): Promise<SharedConversation> {
  const { page = '1' } = await searchParams
  return read((await params).token, Number(page))
}

export async function generateMetadata(props: SharedPageProps): Promise<Metadata> {
  const { title, messages } = await readFrom(props)
  const { token } = await props.params
  const description = (messages[0]?.text ?? '')
    .replace(/\s+/g, ' ')
    .slice(0, DESCRIPTION_CHARS)
    .toWellFormed()
  const card = { url: `/s/${token}/card`, width: 1200, height: 630, alt: title }
  return {
    metadataBase: new URL(getEnv().NEXTAUTH_URL),
    title,
    description,
    robots: { index: false, follow: false },
    openGraph: {
      type: 'article',
      siteName: 'Numina',
      title,
      description,
      url: `/s/${token}`,
      images: [card],
    },
    twitter: { card: 'summary_large_image', title, description, images: [card] },
  }
}

/** A shared conversation, for everybody who has its address. */
export default async function SharedPage(props: SharedPageProps) {
  const [shared, reader, { token }] = await Promise.all([readFrom(props), getPageContext(), props.params])
  const { title, authorName, sharedAt, messages, page, pages } = shared
  const day = new Intl.DateTimeFormat(reader?.locale ?? 'en', {
    dateStyle: 'long',
    timeZone: reader?.timeZone ?? 'UTC',
  }).format(new Date(sharedAt))
  return (
    <div className="@container mx-auto flex min-h-dvh w-full max-w-reading flex-col px-safe-4">
      <header className="flex h-14 items-center">
        <HomeLink />
      </header>
      <main className="flex flex-1 flex-col gap-6 py-6">
        <div className="flex flex-col gap-1.5 border-b pb-6">
          <h1 dir="auto" className="font-medium text-2xl tracking-tight">
            {title}
          </h1>
          <p className="text-ink-muted">
            {authorName ? `Shared by ${authorName}` : 'Shared'} on <time dateTime={sharedAt}>{day}</time>
          </p>
        </div>
        {messages.map(({ key, role, text }) => (
          <Turn
            key={key}
            role={role}
            who={role === 'user' ? (authorName ?? 'Person') : 'Numina'}
            text={text}
          />
        ))}
        <SharedPages token={token} page={page} pages={pages} />
      </main>
      <footer className="flex flex-col items-center gap-4 border-t py-8 text-center">
        <ContinueShared token={token} signedIn={reader !== null} />
        <p className="max-w-prose text-ink-muted text-xs">
          You get a copy of your own; the person who shared it does not see what you write. Models make
          mistakes: check what matters.
        </p>
      </footer>
    </div>
  )
}
