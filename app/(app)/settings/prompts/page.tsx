import type { Metadata } from 'next'
import { PromptLibrary } from '@/components/settings/prompts/prompt-library'
import { requirePageContext } from '@/lib/auth/server'
import { listPrompts } from '@/lib/prompts/server'

export const metadata: Metadata = { title: 'Prompts' }

export default async function PromptsPage() {
  const prompts = await listPrompts(await requirePageContext())
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Prompts</h1>
      <PromptLibrary initial={prompts} />
    </>
  )
}
