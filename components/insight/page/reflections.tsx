'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/overlay/toast-store'
import { newId } from '@/lib/core/ids'
import { keepReflection, removeReflection, writeReflection } from '@/lib/insight/actions'
import { REFLECTION_MAX_CHARS } from '@/lib/insight/limits'
import type { KeptReflection, ReflectionDto } from '@/lib/insight/schema'
import { sayDay } from '../charts/scale'

type ReflectionsProps = { kept: readonly ReflectionDto[]; locale: string; canWrite: boolean }

/** Looks back at a week: written on request, kept only when the person says so. */
export function Reflections({ kept, locale, canWrite }: ReflectionsProps) {
  const router = useRouter()
  const [edited, setEdited] = useState<KeptReflection | null>(null)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const isDraft = edited !== null && !kept.some(({ id }) => id === edited.id)

  async function write() {
    if (pending) return
    setPending(true)
    setProblem(undefined)
    const result = await callAction(() => writeReflection(undefined))
    setPending(false)
    if (!result.ok) return setProblem(result.error.message)
    const { firstDay, lastDay, text } = result.data
    setEdited({ id: newId(), firstDay, lastDay, text })
  }

  async function remove(id: string) {
    const result = await callAction(() => removeReflection({ id }))
    if (!result.ok) return toast({ title: result.error.message, tone: 'danger' })
    toast({ title: 'The reflection is deleted.' })
    router.refresh()
  }

  const editor = edited && (
    <Editor
      key={edited.id}
      reflection={edited}
      isDraft={isDraft}
      locale={locale}
      onDone={() => setEdited(null)}
    />
  )
  return (
    <div className="flex flex-col gap-4">
      {canWrite && (
        <>
          <p className="text-ink-muted">
            The chat model you begin with can write a look back at the last seven days. It is sent the figures
            of these days and your notes, none of your messages. What it writes is kept only if you keep it.
          </p>
          {!isDraft && (
            <Button className="self-start" loading={pending} onClick={() => void write()}>
              Look back at this week
            </Button>
          )}
        </>
      )}
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      {isDraft && editor}
      <ul aria-label="Reflections" className="flex flex-col gap-3 empty:hidden">
        {kept.map((reflection) => (
          <li key={reflection.id} className="rounded-card border p-4">
            {edited?.id === reflection.id ? (
              editor
            ) : (
              <>
                <div className="flex items-center gap-1">
                  <h3 className="me-auto font-medium">{spanOf(reflection, locale)}</h3>
                  <IconButton label="Edit this reflection" size="sm" onClick={() => setEdited(reflection)}>
                    <Pencil />
                  </IconButton>
                  <IconButton
                    label="Delete this reflection"
                    size="sm"
                    onClick={() => void remove(reflection.id)}
                  >
                    <Trash2 />
                  </IconButton>
                </div>
                <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {reflection.text}
                </p>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function spanOf({ firstDay, lastDay }: Pick<ReflectionDto, 'firstDay' | 'lastDay'>, locale: string): string {
  const say = (day: string) => sayDay(day, locale, { dateStyle: 'medium' })
  return `${say(firstDay)} – ${say(lastDay)}`
}

function Editor({
  reflection,
  isDraft,
  locale,
  onDone,
}: {
  reflection: KeptReflection
  isDraft: boolean
  locale: string
  onDone: () => void
}) {
  const router = useRouter()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function keep(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { id, firstDay, lastDay } = reflection
    const text = String(new FormData(event.currentTarget).get('reflection') ?? '')
    setPending(true)
    const result = await callAction(() => keepReflection({ id, firstDay, lastDay, text }))
    setPending(false)
    if (!result.ok) return setProblem(result.error.fields?.['text'] ?? result.error.message)
    router.refresh()
    onDone()
  }

  return (
    <form onSubmit={keep} method="post" noValidate className="flex flex-col gap-3">
      <Field
        name="reflection"
        label={spanOf(reflection, locale)}
        help={isDraft ? 'Not kept yet. Change what you like.' : undefined}
        error={problem}
      >
        <Textarea
          defaultValue={reflection.text}
          maxLength={REFLECTION_MAX_CHARS}
          rows={8}
          dir="auto"
          autoFocus
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={pending}>
          Keep
        </Button>
        <Button onClick={onDone}>{isDraft ? 'Discard' : 'Cancel'}</Button>
      </div>
    </form>
  )
}
