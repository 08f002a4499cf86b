'use client'

import { Upload } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import type { ImportDto } from '@/lib/transfer/schema'
import { ImportReport } from './import-report'
import { type ImportState, useImport } from './use-import'
import { countsOf } from './words'

/** Brings conversations along from a file, and says what became of it. */
export function ImportPanel({ last }: { last: ImportDto | null }) {
  const { state, start, cancel } = useImport(last)
  return (
    <>
      <p className="text-ink-muted">
        Choose a file exported from Numina, ChatGPT or Claude: the zip you were sent, or conversations.json in
        it. What is here already is not brought along twice.
      </p>
      {state.phase === 'running' ? (
        <Progress state={state} onCancel={cancel} />
      ) : (
        <DropZone onFile={(file) => void start(file)} />
      )}
      <div role="status">{state.phase === 'ended' && <ImportReport result={state.result} />}</div>
      {state.phase === 'failed' && (
        <Notice tone="danger" live>
          {state.message}
        </Notice>
      )}
      {state.phase === 'idle' && last && (
        <section className="flex flex-col gap-2">
          <h3 className="font-medium">The last file</h3>
          <p className="truncate text-ink-muted">{last.fileName}</p>
          <ImportReport result={last} />
        </section>
      )}
    </>
  )
}

function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const [over, setOver] = useState(false)

  function drag(event: DragEvent, isOver: boolean) {
    event.preventDefault()
    setOver(isOver)
  }

  function drop(event: DragEvent) {
    drag(event, false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }

  return (
    <label
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={drop}
      className={cn(
        'relative flex cursor-pointer flex-col items-center gap-2 rounded-card border border-dashed border-line-strong px-6 py-10 text-center',
        'outline-accent transition-colors hover:bg-ink/3 has-focus-visible:outline-2',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <Upload aria-hidden className="size-5 text-accent" />
      <span className="font-medium">Choose a file, or drop it here</span>
      <span className="text-ink-muted text-xs">JSON or zip, up to 2 GB</span>
      <input
        type="file"
        accept=".json,.zip,application/json,application/zip"
        aria-label="File to bring along"
        className="absolute inset-0 cursor-pointer opacity-0"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}

function Progress({
  state,
  onCancel,
}: {
  state: Extract<ImportState, { phase: 'running' }>
  onCancel: () => void
}) {
  const percent = Math.min(100, Math.floor(state.share * 100))
  return (
    <div className="flex flex-col gap-3 rounded-card border p-5">
      <div className="flex items-baseline justify-between gap-3">
        <p id="import-file" className="truncate font-medium">
          {state.fileName}
        </p>
        <p className="tabular-nums">{percent} %</p>
      </div>
      <progress aria-labelledby="import-file" max={100} value={percent} className="import-progress" />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-muted tabular-nums">
          {state.cancelling ? 'Taking back what was read…' : `${countsOf(state)} read. Keep this page open.`}
        </p>
        <Button size="sm" loading={state.cancelling} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
