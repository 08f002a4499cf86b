'use client'

import { Download, Ellipsis, Upload } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { postForJson } from '@/components/chat/session/api'
import { Refusal } from '@/components/chat/transport/refusal'
import { refreshPrompts } from '@/components/prompts/prompts'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { DropdownMenu, MenuItem } from '@/components/ui/overlay/dropdown-menu'
import { PROMPT_FILE_MAX_BYTES } from '@/lib/prompts/limits'
import type { ImportReport } from '@/lib/prompts/schema'

type Outcome = { report: ImportReport } | { problem: string }

/** Prompts to and from files. What became of a file stays to be read. */
export function PromptFiles({ hasOwn }: { hasOwn: boolean }) {
  const chooser = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setOutcome(await importFile(file))
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

async function importFile(file: File): Promise<Outcome> {
  if (file.size > PROMPT_FILE_MAX_BYTES)
    return { problem: 'This file is larger than 16 MB. Nothing was added.' }
  let content: unknown
  try {
    content = JSON.parse(await file.text())
  } catch {
    return { problem: 'This file is not JSON. Nothing was added.' }
  }
  try {
    return { report: await postForJson<ImportReport>('/api/prompts/import', content) }
  } catch (error) {
    const reason = error instanceof Refusal ? wordsOf(error) : 'Numina could not be reached.'
    return { problem: `${reason} Nothing was added.` }
  }
}

function wordsOf({ body: { message, fields } }: Refusal): string {
  return Object.values(fields ?? {})[0] ?? message
}
