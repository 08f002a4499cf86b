'use client'

import { Clock, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useConversation } from '@/components/chat/conversation/context'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem, MenuLabel } from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { newId } from '@/lib/core/ids'
import type { Result } from '@/lib/core/result'
import { addNote, extendNote, forgetNote } from '@/lib/memory/actions'
import { MEMORY_MAX_CHARS, NOTE_HOURS } from '@/lib/memory/limits'
import type { NoteDto } from '@/lib/memory/schema'
import { hoursLabel, plural } from '../words'
import { refreshConversationMemory, useConversationMemory } from './conversation-memory'

const MINUTE_MS = 60_000

/** What is noted in this conversation for a while, with the time each has left. `onChanged`: what goes to the model is another. */
export function Notes({ onChanged }: { onChanged: () => void }) {
  const memory = useConversationMemory()
  if (!memory) return null

  async function run(action: () => Promise<Result<unknown>>, done: string) {
    const result = await callAction(action)
    toast(result.ok ? { title: done } : { title: result.error.message, tone: 'danger' })
    await refreshConversationMemory()
    onChanged()
  }

  return (
    <section aria-labelledby="notes" className="flex flex-col gap-2">
      <h3 id="notes" className="font-medium">
        Notes of this conversation
      </h3>
      <p className="text-ink-muted">What is so for now. Each note goes by itself when its time is over.</p>
      <ul aria-labelledby="notes" className="flex flex-col divide-y rounded-control border empty:hidden">
        {memory.notes.map((note) => (
          <li key={note.id} className="flex items-center gap-1 px-3.5 py-2">
            <p dir="auto" className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {note.text}
              <span className="block text-ink-muted text-xs tabular-nums">{timeLeft(note)}</span>
            </p>
            <DropdownMenu
              align="end"
              trigger={
                <IconButton label={`Keep longer: ${note.text}`} size="sm">
                  <Clock />
                </IconButton>
              }
            >
              <MenuLabel>Goes in</MenuLabel>
              {NOTE_HOURS.map((hours) => (
                <MenuItem
                  key={hours}
                  onSelect={() =>
                    void run(
                      () => extendNote({ id: note.id, hours }),
                      `The note goes in ${hoursLabel(hours)}.`,
                    )
                  }
                >
                  {hoursLabel(hours)}
                </MenuItem>
              ))}
            </DropdownMenu>
            <IconButton
              label={`Forget: ${note.text}`}
              size="sm"
              onClick={() => void run(() => forgetNote({ id: note.id }), 'The note is forgotten.')}
            >
              <Trash2 />
            </IconButton>
          </li>
        ))}
      </ul>
      <AddNote hours={memory.noteHours} onChanged={onChanged} />
    </section>
  )
}

function timeLeft({ expiresAt }: NoteDto): string {
  const minutes = Math.max(1, Math.ceil((Date.parse(expiresAt) - Date.now()) / MINUTE_MS))
  if (minutes < 60) return `${plural(minutes, 'minute')} left`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${plural(hours, 'hour')} left` : `${plural(Math.round(hours / 24), 'day')} left`
}

function AddNote({ hours, onChanged }: { hours: number; onChanged: () => void }) {
  const { session } = useConversation()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const form = event.currentTarget
    const text = String(new FormData(form).get('note') ?? '')
    setPending(true)
    const result = await callAction(() => addNote({ id: newId(), conversationId: session.id, text, hours }))
    setPending(false)
    if (!result.ok) return setProblem(result.error.fields?.['text'] ?? result.error.message)
    setProblem(undefined)
    form.reset()
    await refreshConversationMemory()
    onChanged()
  }

  return (
    <form onSubmit={add} method="post" noValidate className="flex items-end gap-2">
      <Field name="note" label={`A note for ${hoursLabel(hours)}`} error={problem} className="flex-1">
        <Input maxLength={MEMORY_MAX_CHARS} dir="auto" autoComplete="off" />
      </Field>
      <Button type="submit" loading={pending}>
        Add
      </Button>
    </form>
  )
}
