'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { newId } from '@/lib/core/ids'
import { checkIn, removeCheckIn } from '@/lib/insight/actions'
import { type Feeling, NOTE_MAX_CHARS } from '@/lib/insight/limits'
import { GROUPS, nameOf } from '../words'
import { MoodSlider, sayMood } from './mood-slider'

type Kept = { id: string; valence: number }

/** One tap says how one is; feelings and a note may follow. */
export function CheckIn() {
  const router = useRouter()
  const [kept, setKept] = useState<Kept | null>(null)
  const [problem, setProblem] = useState<string>()
  const [attempt, setAttempt] = useState(0)
  // What is on its way, and what was said meanwhile: the last word counts, and no two are under way at once.
  const id = useRef<string>(null)
  const sending = useRef(false)
  const said = useRef<number>(null)
  const sent = useRef<number>(null)

  async function say(valence: number) {
    said.current = valence
    if (sending.current || sent.current === valence) return
    sending.current = true
    setProblem(undefined)
    id.current ??= newId()
    while (said.current !== null && said.current !== sent.current) {
      const next: { id: string; valence: number } = { id: id.current, valence: said.current }
      const result = await callAction(() => checkIn({ ...next, labels: [], note: '' }))
      if (!result.ok) {
        sending.current = false
        return setProblem(result.error.message)
      }
      sent.current = next.valence
      setKept(next)
    }
    sending.current = false
    router.refresh()
  }

  function beginAgain() {
    id.current = said.current = sent.current = null
    setKept(null)
    setAttempt(attempt + 1)
  }

  async function takeBack() {
    if (!kept) return
    const result = await callAction(() => removeCheckIn({ id: kept.id }))
    if (!result.ok) return setProblem(result.error.message)
    beginAgain()
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
      <MoodSlider
        key={attempt}
        labelledBy="check-in"
        said={kept?.valence ?? null}
        onSay={(valence) => void say(valence)}
      />
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <p role="status" className={kept ? undefined : 'sr-only'}>
        {kept && `Kept: ${sayMood(kept.valence).toLowerCase()}. It counts above what was read today.`}
      </p>
      {kept && <Details key={kept.id} kept={kept} onDone={beginAgain} onTakeBack={takeBack} />}
    </section>
  )
}

function Details({
  kept: { id, valence },
  onDone,
  onTakeBack,
}: {
  kept: Kept
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
    const result = await callAction(() => checkIn({ id, valence, labels: [...labels], note }))
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
