'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { Dialog } from '@/components/ui/overlay/dialog'
import { INSTRUCTIONS_MAX_CHARS } from '@/lib/folders/limits'
import type { FolderDto } from '@/lib/folders/schema'
import { changeFolder } from '../folders/folder-commands'

/** What every reply in a folder begins from. What is written stays while saving fails. */
export function InstructionsDialog({ folder, onClose }: { folder: FolderDto; onClose: () => void }) {
  const [saving, setSaving] = useState(false)

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const instructions = String(new FormData(event.currentTarget).get('instructions') ?? '').trim()
    setSaving(true)
    const isSaved = await changeFolder(folder, { instructions })
    setSaving(false)
    if (isSaved) onClose()
  }

  return (
    <Dialog open onOpenChange={onClose} title={`Instructions for ${folder.name}`} className="max-w-lg">
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        <Field
          name="instructions"
          label="What should Numina know or do here?"
          help="Every new answer in this folder, and in folders inside it, begins from this."
        >
          <Textarea
            autoFocus
            dir="auto"
            defaultValue={folder.instructions}
            maxLength={INSTRUCTIONS_MAX_CHARS}
            placeholder="For example: answer in French, and cite your sources."
            className="min-h-40"
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={saving}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
