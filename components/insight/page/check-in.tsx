'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { newId } from '@/lib/core/ids'
import { checkIn, removeCheckIn } from '@/lib/insight/actions'
import { type Feeling, NOTE_MAX_CHARS } from '@/lib/insight/limits'
import { colourOf } from '../charts/scale'
import { GROUPS, nameOf } from '../words'

const LEVELS = [
  { valence: -1, label: 'Very low' },
  { valence: -0.5, label: 'Low' },
  { valence: 0, label: 'In between' },
  { valence: 0.5, label: 'Good' },
  { valence: 1, label: 'Very good' },
] as const
type Level = (typeof LEVELS)[number]

/** One tap says how one is; feelings and a note may follow. */
export function CheckIn() {
  const router = useRouter()
  const [kept, setKept] = useState<{ id: string; level: Level } | null>(null)
  const [pending, setPending] = useState<Level | null>(null)
  const [problem, setProblem] = useState<string>()

  async function say(level: Level) {
    if (pending) return
    setPending(level)
    setProblem(undefined)
    const id = kept?.id ?? newId()
    const result = await callAction(() => checkIn({ id, valence: level.valence, labels: [], note: '' }))
    setPending(null)
    if (!result.ok) return setProblem(result.error.message)
    setKept({ id, level })
    router.refresh()
  }

  async function takeBack() {
    if (!kept) return
    const result = await callAction(() => removeCheckIn({ id: kept.id }))
    if (!result.ok) return setProblem(result.error.message)
    setKept(null)
    router.refresh()
  }

  return (
    <section
      aria-labelledby="check-in"
      className="flex flex-col gap-4 rounded-card border bg-surface-raised p-5"
    >
      <h2 id="check-in" className="font-medium text-base">
        How are you right now?
      </h2>
      <div className="grid grid-cols-5 gap-1.5">
        {LEVELS.map((level) => (
          <button
            key={level.label}
            type="button"
            aria-pressed={kept?.level === level}
            aria-busy={pending === level || undefined}
            onClick={() => void say(level)}
            className="flex min-h-20 min-w-0 flex-col items-center justify-center gap-2 rounded-control border border-transparent px-1 py-2 text-center text-xs transition-colors hover:bg-ink/5 aria-pressed:border-line-strong aria-pressed:bg-ink/4 sm:text-sm"
          >
            <svg aria-hidden viewBox="0 0 24 24" className={cn('size-7', pending === level && 'opacity-40')}>
              <circle cx="12" cy="12" r="10" fill={colourOf(level.valence)} />
            </svg>
            {level.label}
          </button>
        ))}
      </div>
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <p role="status" className={kept ? undefined : 'sr-only'}>
        {kept && `Kept: ${kept.level.label.toLowerCase()}. It counts above what was read today.`}
      </p>
      {kept && <Details key={kept.id} kept={kept} onDone={() => setKept(null)} onTakeBack={takeBack} />}
    </section>
  )
}

function Details({
  kept: { id, level },
  onDone,
  onTakeBack,
}: {
  kept: { id: string; level: Level }
  onDone: () => void
  onTakeBack: () => Promise<void>
}) {
  const router = useRouter()
  const [labels, setLabels] = useState<readonly Feeling[]>([])
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()

  const toggle = (feeling: Feeling) =>
    setLabels(labels.includes(feeling) ? labels.filter((each) => each !== feeling) : [...labels, feeling])

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const note = String(new FormData(event.currentTarget).get('check-in-note') ?? '')
    setPending(true)
    const result = await callAction(() => checkIn({ id, valence: level.valence, labels: [...labels], note }))
    setPending(false)
    if (!result.ok) return setProblem(result.error.fields?.['note'] ?? result.error.message)
    onDone()
    router.refresh()
  }

  return (
    <form onSubmit={save} method="post" noValidate className="flex flex-col gap-4">
      {GROUPS.slice(0, 2).map(({ name, feelings }) => (
        <fieldset key={name} className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-ink-muted text-xs">{name}</legend>
          <div className="flex flex-wrap gap-1.5">
            {feelings.map((feeling) => (
              <button
                key={feeling}
                type="button"
                aria-pressed={labels.includes(feeling)}
                onClick={() => toggle(feeling)}
                className="min-h-8 rounded-full border px-3 transition-colors hover:bg-ink/5 aria-pressed:border-accent aria-pressed:bg-accent-soft pointer-coarse:min-h-11"
              >
                {nameOf(feeling)}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      <Field name="check-in-note" label="A note, if you like" error={problem}>
        <Textarea rows={2} maxLength={NOTE_MAX_CHARS} dir="auto" className="min-h-16" />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={pending}>
          Save
        </Button>
        <Button variant="ghost" onClick={() => void onTakeBack()}>
          Take back
        </Button>
      </div>
    </form>
  )
}
