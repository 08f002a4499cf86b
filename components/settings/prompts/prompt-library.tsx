'use client'

import { Plus } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { readPrompt, usePrompts } from '@/components/prompts/prompts'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { filterOptions } from '@/components/ui/form/filter-options'
import { Input } from '@/components/ui/form/input'
import { later } from '@/components/ui/later'
import { toast } from '@/components/ui/overlay/toast-store'
import { newId } from '@/lib/core/ids'
import type { PromptDto, PromptSummary } from '@/lib/prompts/schema'
import { PromptFiles } from './prompt-files'
import { PromptRow } from './prompt-row'

const PromptEditor = later(() => import('./prompt-editor').then((module) => module.PromptEditor))

const emptyPrompt = (): PromptDto => ({
  id: newId(),
  title: '',
  folder: '',
  command: null,
  content: '',
  isShared: false,
  isOwn: true,
  author: null,
})

/** All prompts, by folder: found, written, copied, deleted, carried to and from files. */
export function PromptLibrary({ initial }: { initial: PromptSummary[] }) {
  const { data: prompts = initial } = usePrompts(initial)
  const [query, setQuery] = useState('')
  const [edited, setEdited] = useState<PromptDto | null>(null)
  const groups = useGroups(prompts, useDeferredValue(query))
  const folders = useMemo(() => [...new Set(prompts.flatMap(({ folder }) => folder || []))].sort(), [prompts])

  async function open({ id }: PromptSummary, copy = false) {
    try {
      const prompt = await readPrompt(id)
      setEdited(copy ? copyOf(prompt) : prompt)
    } catch {
      toast({ title: 'This prompt could not be read. Check the connection and try again.', tone: 'danger' })
    }
  }

  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label="Search prompts"
          placeholder="Search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="w-auto min-w-40 flex-1"
        />
        <Button variant="primary" onClick={() => setEdited(emptyPrompt())}>
          <Plus aria-hidden className="size-4" />
          New prompt
        </Button>
        <PromptFiles hasOwn={prompts.some(({ isOwn }) => isOwn)} />
      </div>
      {groups.map(([folder, found]) => (
        <section key={folder} aria-label={folder || 'Without a folder'} className="flex flex-col gap-1">
          {folder && (
            <h2 dir="auto" className="truncate font-medium text-ink-muted">
              {folder}
            </h2>
          )}
          <ul className="divide-y border-y">
            {found.map((prompt) => (
              <PromptRow
                key={prompt.id}
                prompt={prompt}
                onOpen={() => void open(prompt)}
                onCopy={() => void open(prompt, true)}
              />
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 &&
        (query ? (
          <EmptyState title="Nothing found">
            Try another word of the title, the command or the text.
          </EmptyState>
        ) : (
          <EmptyState title="No prompts yet">
            A prompt is a text you use again and again. Write it once, and call it by typing a slash where you
            write messages.
          </EmptyState>
        ))}
      {edited && (
        <PromptEditor
          key={edited.id}
          prompt={edited}
          folders={folders}
          onClose={() => setEdited(null)}
          onCopy={() => setEdited(copyOf(edited))}
        />
      )}
    </>
  )
}

/** A command belongs to one prompt; a copy is the person's own business. */
function copyOf(prompt: PromptDto): PromptDto {
  const command = prompt.isOwn ? null : prompt.command
  return { ...prompt, id: newId(), command, isShared: false, isOwn: true, author: null }
}

function useGroups(prompts: readonly PromptSummary[], query: string): [string, PromptSummary[]][] {
  return useMemo(() => {
    const options = prompts.map((prompt) => ({
      value: prompt.id,
      label: `${prompt.title} ${prompt.command ?? ''} ${prompt.folder} ${prompt.preview}`,
    }))
    const found = new Set(filterOptions(options, query).map(({ value }) => value))
    const groups = Map.groupBy(
      prompts.filter(({ id }) => found.has(id)),
      ({ folder }) => folder,
    )
    return [...groups].sort(([a], [b]) => a.localeCompare(b))
  }, [prompts, query])
}
