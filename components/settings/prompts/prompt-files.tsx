'use client'

import { Download, Ellipsis, Upload } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { type Imported, importJsonFile } from '@/components/actions/import-json-file'
import { refreshPrompts } from '@/components/prompts/prompts'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { DropdownMenu, MenuItem } from '@/components/ui/overlay/dropdown-menu'
import { PROMPT_FILE_MAX_BYTES } from '@/lib/prompts/limits'
import type { ImportReport } from '@/lib/prompts/schema'

/** Prompts to and from files. What became of a file stays to be read. */
export function PromptFiles({ hasOwn }: { hasOwn: boolean }) {
  const chooser = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<Imported<ImportReport> | null>(null)

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setOutcome(await importJsonFile(file, '/api/prompts/import', PROMPT_FILE_MAX_BYTES))
    await refreshPrompts()
  }

  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        aria-label="File of prompts"
        tabIndex={-1}
        onChange={read}
        className="sr-only"
      />
      <DropdownMenu
        align="end"
        trigger={
          <IconButton label="Import and export" size="lg">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => chooser.current?.click()}>
          <Upload aria-hidden />
          Import a file
        </MenuItem>
        {hasOwn && (
          <MenuItem asChild>
            <a href="/api/prompts/export" download>
              <Download aria-hidden />
              Export my prompts
            </a>
          </MenuItem>
        )}
      </DropdownMenu>
      {outcome && (
        <Notice tone={'problem' in outcome ? 'danger' : 'success'} live className="basis-full">
          {'problem' in outcome ? <p>{outcome.problem}</p> : <Report report={outcome.report} />}
        </Notice>
      )}
    </>
  )
}

function Report({ report: { added, known, refused } }: { report: ImportReport }) {
  return (
    <>
      <p>
        {count(added)} added.
        {known > 0 && ` ${count(known)} ${known === 1 ? 'was' : 'were'} there already.`}
        {refused.length > 0 && ` ${count(refused.length)} left out:`}
      </p>
      {refused.length > 0 && (
        <ul className="mt-1 list-disc ps-4">
          {refused.map(({ title, reason }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: titles may repeat, and the list does not change.
            <li key={at}>
              {title}: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const count = (prompts: number) => `${prompts} ${prompts === 1 ? 'prompt' : 'prompts'}`
