'use client'

import { TITLE_MAX_CHARS } from '@/lib/chat/limits'
import { rename } from './commands'
import { NameField } from './name-field'

/** Where a conversation gets another title. */
export function TitleField({
  id,
  title,
  onDone,
  className,
}: {
  id: string
  title: string
  onDone: () => void
  className?: string
}) {
  return (
    <NameField
      label="Title"
      value={title}
      maxLength={TITLE_MAX_CHARS}
      onSave={(value) => void rename(id, value)}
      onDone={onDone}
      className={className}
    />
  )
}
