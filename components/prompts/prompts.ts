'use client'

import { useQuery } from '@tanstack/react-query'
import { callAction } from '@/components/actions/call-action'
import { getQueryClient } from '@/components/chat/list/query-client'
import { getJson } from '@/components/chat/session/api'
import { toast } from '@/components/ui/overlay/toast-store'
import { deletePrompt, savePrompt } from '@/lib/prompts/actions'
import type { PromptDto, PromptSummary } from '@/lib/prompts/schema'

const KEY = ['prompts']

/** All prompts the person may use, by title. `initial` is what the server rendered. */
export function usePrompts(initial?: PromptSummary[]) {
  return useQuery(
    {
      queryKey: KEY,
      queryFn: async ({ signal }) =>
        (await getJson<{ prompts: PromptSummary[] }>('/api/prompts', signal)).prompts,
      ...(initial && { initialData: initial }),
    },
    getQueryClient(),
  )
}

/** @throws as `getJson` */
export async function readPrompt(id: string): Promise<PromptDto> {
  return (await getJson<{ prompt: PromptDto }>(`/api/prompts/${id}`)).prompt
}

/** To be called when prompts have changed on the server. */
export function refreshPrompts(): Promise<void> {
  return getQueryClient().invalidateQueries({ queryKey: KEY })
}

/** Deletes with time to think better of it. */
export async function deleteWithUndo({ id, title }: Pick<PromptSummary, 'id' | 'title'>): Promise<void> {
  const result = await callAction(() => deletePrompt({ id }))
  if (!result.ok) {
    toast({ title: result.error.message, tone: 'danger' })
    return
  }
  await refreshPrompts()
  toast({
    title: 'Prompt deleted',
    description: title,
    action: { label: 'Undo', onSelect: () => void restore() },
  })

  async function restore() {
    if (!result.ok) return
    const back = await callAction(() => savePrompt(result.data))
    if (!back.ok) toast({ title: back.error.message, tone: 'danger' })
    await refreshPrompts()
  }
}
