'use client'

import { type ComponentProps, type FormEvent, useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field, useFieldControl } from '@/components/ui/form/field'
import { controlStyles } from '@/components/ui/form/input'
import { Textarea } from '@/components/ui/form/textarea'
import { Notice } from '@/components/ui/notice'
import { Dialog } from '@/components/ui/overlay/dialog'
import { newId } from '@/lib/core/ids'
import { addMemory, editMemory } from '@/lib/memory/actions'
import { CATEGORIES, type Category, LIFETIMES, MEMORY_MAX_CHARS } from '@/lib/memory/limits'
import type { MemoryDto, MemoryScope } from '@/lib/memory/schema'
import { refreshMemories } from '../memories'
import { type Places, plural } from '../words'

const SAME = 'same'
const FOR_GOOD = 'good'

/** Writes a memory by hand, or changes one. */
export function MemoryEditor({
  memory,
  places,
  onClose,
}: {
  memory: MemoryDto | null
  places: Places
  onClose: () => void
}) {
  const [id] = useState(memory?.id ?? newId())
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (saving) return
    const form = new FormData(event.currentTarget)
    const field = (name: string) => String(form.get(name) ?? '')
    const lasts = field('memory-lasts')
    const days = lasts === FOR_GOOD ? null : Number(lasts)
    const fields = {
      id,
      text: field('memory-text'),
      category: field('memory-category') as Category,
      scope: parsePlace(field('memory-place')),
    }
    setSaving(true)
    const result = await callAction(() =>
      memory ? editMemory({ ...fields, ...(lasts !== SAME && { days }) }) : addMemory({ ...fields, days }),
    )
    setSaving(false)
    if (!result.ok) return setError(result.error)
    await refreshMemories()
    onClose()
  }

  const wrong = error?.fields?.['text']
  const hasPlaces = places.folders.length + places.assistants.length > 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={memory ? 'Edit this memory' : 'Add a memory'}
      className="max-w-lg"
    >
      <form onSubmit={save} method="post" noValidate className="flex flex-col gap-5">
        {error && !wrong && (
          <Notice tone="danger" live>
            {error.message}
          </Notice>
        )}
        <Field
          name="memory-text"
          label="What is to be remembered"
          help="One thing, in a short sentence. What you add yourself may be about anything but passwords, keys and card numbers."
          error={wrong}
        >
          <Textarea
            autoFocus
            dir="auto"
            rows={2}
            maxLength={MEMORY_MAX_CHARS}
            defaultValue={memory?.text}
            placeholder="Has a cat called Milo"
            className="min-h-20"
            onInput={() => setError(null)}
          />
        </Field>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field name="memory-category" label="About">
            <Choice defaultValue={memory?.category ?? 'self'}>
              {Object.entries(CATEGORIES).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Choice>
          </Field>
          <Field name="memory-lasts" label="Remembered for">
            <Choice defaultValue={memory ? SAME : FOR_GOOD}>
              {memory && <option value={SAME}>As long as before</option>}
              <option value={FOR_GOOD}>As long as you keep it</option>
              {LIFETIMES.map((days) => (
                <option key={days} value={days}>
                  {days === 365 ? '1 year' : plural(days, 'day')} from now
                </option>
              ))}
            </Choice>
          </Field>
          {hasPlaces && (
            <Field name="memory-place" label="Used in" className="sm:col-span-2">
              <Choice defaultValue={memory ? placeValue(memory.scope) : 'me'}>
                <option value="me">All conversations</option>
                {places.folders.map((folder) => (
                  <option key={folder.id} value={`folder:${folder.id}`}>
                    In the folder {folder.name}
                  </option>
                ))}
                {places.assistants.map((assistant) => (
                  <option key={assistant.id} value={`assistant:${assistant.id}`}>
                    With {assistant.name}
                  </option>
                ))}
              </Choice>
            </Field>
          )}
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={saving}>
            {memory ? 'Save' : 'Remember it'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Choice(props: ComponentProps<'select'>) {
  return <select {...useFieldControl()} {...props} className={cn(controlStyles, 'h-11 md:h-10')} />
}

const placeValue = (scope: MemoryScope) => (scope.kind === 'me' ? 'me' : `${scope.kind}:${scope.id}`)

function parsePlace(value: string): MemoryScope {
  const [kind, id = ''] = value.split(':')
  return kind === 'folder' || kind === 'assistant' ? { kind, id } : { kind: 'me' }
}
