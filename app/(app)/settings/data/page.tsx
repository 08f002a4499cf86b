import type { Metadata } from 'next'
import { Section } from '@/components/settings/section'
import { ExportAll } from '@/components/transfer/export-all'
import { ImportPanel } from '@/components/transfer/import-panel'
import { requirePageContext } from '@/lib/auth/server'
import { listImports } from '@/lib/transfer/server'

export const metadata: Metadata = { title: 'Your data' }

export default async function DataPage() {
  const [last] = await listImports(await requirePageContext())
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Your data</h1>
      <Section title="Take along">
        <ExportAll />
      </Section>
      <Section title="Bring along">
        <ImportPanel last={last ?? null} />
      </Section>
    </>
  )
}
