import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { MemoryPage } from '@/components/memory/page/memory-page'
import { ScrollPage } from '@/components/shell/scroll-page'
import { requirePageContext } from '@/lib/auth/server'
import { readMemory } from '@/lib/memory/server'

export const metadata: Metadata = { title: 'Memory' }

export default async function Memory() {
  const ctx = await requirePageContext()
  // Nothing here is for guests, but an account is.
  if (ctx.role === 'guest') redirect('/sign-up')
  return (
    <ScrollPage bar={null}>
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 pt-8 pb-24">
        <MemoryPage view={await readMemory(ctx)} locale={ctx.locale} timeZone={ctx.timeZone} />
      </div>
    </ScrollPage>
  )
}
