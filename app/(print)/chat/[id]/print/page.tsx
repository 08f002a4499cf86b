import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { lateFrom } from '@/components/chat/reading/late-from'
import { Words } from '@/components/chat/reading/words'
import { PrintButton } from '@/components/transfer/print-button'
import { buttonStyles } from '@/components/ui/button-styles'
import { requirePageContext } from '@/lib/auth/server'
import { AppError } from '@/lib/core/errors'
import { idSchema } from '@/lib/core/id-schema'
import { readPrinted } from '@/lib/transfer/server'

type PrintPageProps = { params: Promise<{ id: string }> }

const read = cache(async (id: string) => {
  const ctx = await requirePageContext()
  if (!idSchema.safeParse(id).success) notFound()
  try {
    return await readPrinted(ctx, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

export async function generateMetadata({ params }: PrintPageProps): Promise<Metadata> {
  return { title: (await read((await params).id)).title }
}

/** The whole branch on one page, as paper takes it. */
export default async function PrintPage({ params }: PrintPageProps) {
  const { id } = await params
  const [{ title, messages }, { locale, timeZone }] = await Promise.all([read(id), requirePageContext()])
  const format = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  const late = lateFrom(messages)
  return (
    <div className="printed mx-auto w-full max-w-reading px-safe-4 pb-12 print:max-w-none print:p-0">
      <header className="flex items-center justify-between gap-3 py-4 print:hidden">
        <Link href={`/chat/${id}`} className={buttonStyles({ variant: 'ghost' })}>
          Back
        </Link>
        <PrintButton />
      </header>
      <main className="flex flex-col gap-6">
        <h1 dir="auto" className="font-medium text-2xl tracking-tight">
          {title}
        </h1>
        {messages.map(({ id: key, role, text, createdAt }, i) => (
          <article key={key} className="flex flex-col gap-1.5 border-t pt-4">
            <header className="flex items-baseline justify-between gap-3">
              <h2 className="font-medium">{role === 'user' ? 'You' : 'Numina'}</h2>
              <time dateTime={createdAt} className="text-ink-muted text-xs">
                {format.format(new Date(createdAt))}
              </time>
            </header>
            {role === 'user' ? (
              <p dir="auto" className="whitespace-pre-wrap text-reading [overflow-wrap:anywhere]">
                {text}
              </p>
            ) : (
              <Words text={text} late={i >= late} />
            )}
          </article>
        ))}
      </main>
    </div>
  )
}
