'use client'

import { useState } from 'react'
import { type Entry, entriesFor } from './entry'
import { PaletteField } from './palette-field'
import { useModelEntries } from './use-commands'

/** Which model answers in the conversation on screen from now on. */
export function PaletteModels({ onRun, onBack }: { onRun: (entry: Entry) => void; onBack: () => void }) {
  const [query, setQuery] = useState('')
  const { group, state } = useModelEntries()
  const entries = entriesFor(group.entries, query)
  return (
    <PaletteField
      label="Choose a model"
      value={query}
      onChange={setQuery}
      groups={[{ label: group.label, entries }]}
      onRun={onRun}
      onBack={onBack}
      status={
        entries.length === 0 && (
          <p role="status" className="px-5 py-6 text-center text-ink-muted">
            {state === 'loading' ? 'Looking for models' : 'No model like this can be reached right now.'}
          </p>
        )
      }
    />
  )
}
