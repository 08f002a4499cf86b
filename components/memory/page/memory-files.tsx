'use client'

import { Download, Ellipsis, Trash2, Upload } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { type Imported, importJsonFile } from '@/components/actions/import-json-file'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { forgetEverything } from '@/lib/memory/actions'
import { MEMORY_FILE_MAX_BYTES } from '@/lib/memory/limits'
import type { MemoryImport } from '@/lib/memory/schema'
import { offerUndo, refreshMemories } from '../memories'
import { plural } from '../words'

/** What concerns all memories at once: to and from files, and forgetting everything. */
export function MemoryFiles({ total, canImport }: { total: number; canImport: boolean }) {
  const chooser = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<Imported<MemoryImport> | null>(null)
  const [asks, setAsks] = useState(false)
  const [pending, setPending] = useState(false)

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setOutcome(await importJsonFile(file, '/api/memory/import', MEMORY_FILE_MAX_BYTES))
    await refreshMemories()
  }

  async function forgetAll() {
    setPending(true)
    const result = await callAction(() => forgetEverything(undefined))
    setPending(false)
    setAsks(false)
    if (!result.ok) return toast({ title: result.error.message, tone: 'danger' })
    offerUndo(result.data.ids)
    await refreshMemories()
  }

  if (total === 0 && !canImport) return null
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        aria-label="File of memories"
        tabIndex={-1}
        onChange={read}
        className="sr-only"
      />
      <DropdownMenu
        align="end"
        trigger={
          <IconButton label="Import, export and forget" size="lg">
            <Ellipsis />
          </IconButton>
        }
      >
        {canImport && (
          <MenuItem onSelect={() => chooser.current?.click()}>
            <Upload aria-hidden />
            Import a file
          </MenuItem>
        )}
        {total > 0 && (
          <>
            <MenuItem asChild>
              <a href="/api/memory/export" download>
                <Download aria-hidden />
                Export as JSON
              </a>
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger onSelect={() => setAsks(true)}>
              <Trash2 aria-hidden />
              Forget everything…
            </MenuItem>
          </>
        )}
      </DropdownMenu>
      <AlertDialog
        open={asks}
        onOpenChange={setAsks}
        title="Forget everything?"
        description={`${plural(total, 'memory', 'memories')}, and what waits for your yes. Your conversations stay. You can undo it for ten seconds.`}
        confirm="Forget everything"
        pending={pending}
        onConfirm={() => void forgetAll()}
      />
      {outcome && (
        <Notice tone={'problem' in outcome ? 'danger' : 'success'} live className="basis-full">
          {'problem' in outcome ? <p>{outcome.problem}</p> : <Report report={outcome.report} />}
        </Notice>
      )}
    </>
  )
}

function Report({ report: { added, known, refused } }: { report: MemoryImport }) {
  return (
    <>
      <p>
        {plural(added, 'memory', 'memories')} added.
        {known > 0 && ` ${plural(known, 'was', 'were')} there already.`}
        {refused.length > 0 && ` ${refused.length} left out:`}
      </p>
      {refused.length > 0 && (
        <ul className="mt-1 list-disc ps-4">
          {refused.map(({ text, reason }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: texts may repeat, and the list does not change.
            <li key={at} className="[overflow-wrap:anywhere]">
              {text}: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
