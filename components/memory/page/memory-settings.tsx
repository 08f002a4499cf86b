'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Segmented } from '@/components/ui/form/segmented'
import { Switch } from '@/components/ui/form/switch'
import { changeMemory } from '@/lib/memory/actions'
import { NOTE_HOURS } from '@/lib/memory/limits'
import type { MemoryChange, MemoryState } from '@/lib/memory/schema'
import { keepMemoryState } from '../use-memory-state'
import { hoursLabel, MODE_OPTIONS } from '../words'

const HELP = {
  keep: 'What you say about yourself is kept at once. A line under the answer tells you, with a way to undo it.',
  ask: 'What you say about yourself waits for your yes, under the answer or here. It is not used before.',
  off: '',
} as const

/** Whether and how things are remembered. Each choice counts at once. */
export function MemorySettings({
  state,
  onChange,
}: {
  state: MemoryState
  onChange: (state: MemoryState) => void
}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const { mode, isPaused, noteHours } = state

  async function change(wish: MemoryChange) {
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    onChange({ ...state, ...wish } as MemoryState)
    const result = await callAction(() => changeMemory(wish))
    setBusy(false)
    if (result.ok) {
      keepMemoryState(result.data)
      return onChange(result.data)
    }
    onChange(state)
    setProblem(`${result.error.message} Nothing was changed.`)
  }

  return (
    <section
      aria-label="How memory works"
      className="flex flex-col gap-5 rounded-card border bg-surface-raised p-5"
    >
      <Segmented
        legend="What you say about yourself"
        name="memory-mode"
        options={MODE_OPTIONS}
        value={mode}
        onChange={(value) => void change({ mode: value })}
        help={HELP[mode]}
      />
      <Segmented
        legend="Notes of a conversation live for"
        name="note-hours"
        options={NOTE_HOURS.map((hours) => ({ value: String(hours), label: hoursLabel(hours) }))}
        value={String(noteHours)}
        onChange={(value) => void change({ noteHours: Number(value) })}
        help="The state of what you are at is noted in its conversation alone and goes by itself. You see it under “What the model sees”."
      />
      <Switch
        id="memory-paused"
        label="Pause"
        help="Nothing new is remembered and nothing is used until you go on. What is here stays."
        isOn={isPaused}
        isBusy={busy}
        onChange={(isOn) => void change({ isPaused: isOn })}
      />
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
    </section>
  )
}
