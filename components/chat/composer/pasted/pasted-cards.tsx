'use client'

import { ChevronDown, ChevronUp, ClipboardPaste, TextCursorInput, X } from 'lucide-react'
import { useState } from 'react'
import { Textarea } from '@/components/ui/form/textarea'
import { IconButton } from '@/components/ui/icon-button'
import type { PastedText } from './use-pasted-texts'

const PREVIEW_CHARS = 160

type Actions = {
  onEdit: (id: string, text: string) => void
  onRemove: (id: string) => void
  onPutInField: (id: string) => void
}

/** Long texts that go with the message, folded: their beginnings, and what can be done with them. */
export function PastedCards({ texts, ...actions }: Actions & { texts: readonly PastedText[] }) {
  return (
    <ul aria-label="Pasted text, sent after what you write" className="flex flex-col gap-1.5 px-1.5 pb-1.5">
      {texts.map((pasted) => (
        <PastedCard key={pasted.id} pasted={pasted} {...actions} />
      ))}
    </ul>
  )
}

function PastedCard({
  pasted: { id, text },
  onEdit,
  onRemove,
  onPutInField,
}: Actions & { pasted: PastedText }) {
  const [open, setOpen] = useState(false)
  const title = `Pasted text, ${text.length.toLocaleString('en')} characters`
  return (
    <li className="animate-fade-in rounded-control border bg-surface-sunken">
      <div className="flex items-center gap-2 ps-3 pe-1">
        <ClipboardPaste aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <div className="my-1.5 min-w-0 flex-1">
          <p className="font-medium">{title}</p>
          {!open && (
            <p dir="auto" className="truncate text-ink-muted text-xs">
              {text.slice(0, PREVIEW_CHARS)}
            </p>
          )}
        </div>
        <IconButton
          label={open ? 'Fold' : 'Read and change'}
          size="sm"
          tooltipSide="top"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? <ChevronUp /> : <ChevronDown />}
        </IconButton>
        <IconButton label="Put into the field" size="sm" tooltipSide="top" onClick={() => onPutInField(id)}>
          <TextCursorInput />
        </IconButton>
        <IconButton label="Remove" size="sm" tooltipSide="top" onClick={() => onRemove(id)}>
          <X />
        </IconButton>
      </div>
      {open && (
        <div className="p-1.5 pt-0">
          <Textarea
            autoFocus
            aria-label={title}
            dir="auto"
            defaultValue={text}
            className="field-sizing-fixed h-[30dvh] resize-none font-mono text-code"
            onChange={(event) => onEdit(id, event.currentTarget.value)}
          />
        </div>
      )}
    </li>
  )
}
