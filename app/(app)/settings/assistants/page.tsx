import type { Metadata } from 'next'
import { AssistantList } from '@/components/settings/assistants/assistant-list'
import { listAssistants } from '@/lib/assistants/server'
import { requirePageContext } from '@/lib/auth/server'

export const metadata: Metadata = { title: 'Assistants' }

export default async function AssistantsPage() {
  const assistants = await listAssistants(await requirePageContext())
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Assistants</h1>
      <AssistantList initial={assistants} />
    </>
  )
}
