import type { Metadata } from 'next'
import { FallbackModels } from '@/components/settings/models/fallback-models'
import { PersonalModels } from '@/components/settings/models/personal-models'
import { Providers } from '@/components/settings/models/providers'
import { WorkspaceModels } from '@/components/settings/models/workspace-models'
import { Section } from '@/components/settings/section'
import { requirePageContext } from '@/lib/auth/server'
import { readModelSettings } from '@/lib/models/server'

export const metadata: Metadata = { title: 'Models' }

export default async function ModelsPage() {
  const view = await readModelSettings(await requirePageContext())
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Models</h1>
      <Section title="Your conversations">
        <PersonalModels view={view} />
      </Section>
      <Section title="When a model does not answer">
        <FallbackModels models={view.models} initial={view.personal.fallbackModels} />
      </Section>
      {view.canManage && (
        <>
          <Section title="Providers">
            <Providers connections={view.connections} />
          </Section>
          <Section title="Everybody in this workspace">
            <WorkspaceModels view={view} />
          </Section>
        </>
      )}
    </>
  )
}
