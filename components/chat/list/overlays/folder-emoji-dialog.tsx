'use client'

import { Dialog } from '@/components/ui/overlay/dialog'
import type { FolderDto } from '@/lib/folders/schema'
import { changeFolder } from '../folders/folder-commands'
import { EmojiChoice } from './emoji-choice'

/** Gives a folder an emoji in place of its picture. */
export function FolderEmojiDialog({ folder, onClose }: { folder: FolderDto; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Emoji" description={folder.name}>
      <EmojiChoice
        isFirst
        value={folder.emoji}
        onChoose={(emoji) => {
          void changeFolder(folder, { emoji })
          onClose()
        }}
      />
    </Dialog>
  )
}
