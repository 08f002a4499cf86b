import type { Metadata } from 'next'
import { Examples } from '@/components/developer/examples'
import { KeyList } from '@/components/developer/key-list'
import { Section } from '@/components/settings/section'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'
import { can } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'
import { getEnv } from '@/lib/env'
import { listKeys } from '@/lib/keys/server'
import { listModels } from '@/lib/models/server'

export const metadata: Metadata = { title: 'Developer' }

export default async function DeveloperPage() {
  const ctx = await requirePageContext()
  const mayMake = can(ctx, 'keys:manage')
  const [keys, { defaultId }] = await Promise.all([mayMake ? listKeys(ctx) : [], listModels(ctx)])
  const { locale, timeZone } = ctx
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Developer</h1>
      <p className="text-ink-muted">
        Programs that speak OpenAI’s protocol can ask the models here. What they ask counts as your messages;
        nothing of it is kept, remembered, or read for feelings.
      </p>
      <Section title="Your keys">
        {mayMake ? (
          <KeyList initial={keys} locale={locale} timeZone={timeZone} />
        ) : (
          <EmptyState title="No keys for you here">
            In this workspace you read along. Whoever runs it can give you a role that asks.
          </EmptyState>
        )}
      </Section>
      <Section title="How to call it">
        <Examples baseUrl={new URL('/api/v1', getEnv().NEXTAUTH_URL).href} model={defaultId ?? 'default'} />
        <p className="text-ink-muted">
          Answers come whole or as a stream, text only: no tools, pictures or sound. Numina adds no words of
          its own, and offers no help in a crisis: that is for your program to do.
        </p>
        <a href="/api/v1/openapi.json" className={buttonStyles({ className: 'w-fit' })}>
          The whole API, as OpenAPI
        </a>
      </Section>
    </>
  )
}
