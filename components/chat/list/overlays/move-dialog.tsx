'use client'

import { Check, Folder, FolderPlus, House } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/form/input'
import { Dialog } from '@/components/ui/overlay/dialog'
import type { FolderDto } from '@/lib/folders/schema'
import type { FolderNode } from '../folders/folder-tree'
import { focusFirst } from './focus-first'

/** With fewer folders there is nothing to look for. */
const FILTER_FROM = 8

type MoveDialogProps = {
  title: string
  /** The folders to choose from. */
  tree: readonly FolderNode[]
  /** Where it is now: null outside of folders, undefined when there is no one place. */
  here: string | null | undefined
  /** What the place outside of folders is called. */
  outside: string
  onChoose: (folderId: string | null) => void
  /** Offers a new folder as well. */
  onNew?: () => void
  onClose: () => void
}

/** Asks which folder something goes to. The arrow keys go through the folders. */
export function MoveDialog({ title, tree, here, outside, onChoose, onNew, onClose }: MoveDialogProps) {
  const [wanted, setWanted] = useState('')
  const count = tree.reduce((sum, { inside }) => sum + 1 + inside.length, 0)
  const isWanted = ({ name }: FolderDto) =>
    name.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase())

  const option = (folder: FolderDto, isInside: boolean) =>
    isWanted(folder) && (
      <Option
        key={folder.id}
        isHere={here === folder.id}
        isInside={isInside}
        onChoose={() => onChoose(folder.id)}
      >
        {folder.emoji ? <span className="leading-none">{folder.emoji}</span> : <Folder aria-hidden />}
        <span dir="auto" className="truncate">
          {folder.name}
        </span>
      </Option>
    )

  return (
    <Dialog open onOpenChange={onClose} title={title}>
      {count >= FILTER_FROM && (
        <Input
          ref={focusOn}
          aria-label="Find a folder"
          placeholder="Find a folder"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <ul
        ref={count < FILTER_FROM ? focusFirst : undefined}
        onKeyDown={moveThrough}
        className="-mx-2 max-h-80 overflow-y-auto"
      >
        {here !== null && !wanted && (
          <Option isHere={false} isInside={false} onChoose={() => onChoose(null)}>
            <House aria-hidden />
            {outside}
          </Option>
        )}
        {tree.map(({ folder, inside }) => [
          option(folder, false),
          ...inside.map((child) => option(child, true)),
        ])}
        {onNew && (
          <Option isHere={false} isInside={false} onChoose={onNew}>
            <FolderPlus aria-hidden />
            New folder
          </Option>
        )}
      </ul>
    </Dialog>
  )
}

function Option({
  isHere,
  isInside,
  onChoose,
  children,
}: {
  isHere: boolean
  isInside: boolean
  onChoose: () => void
  children: ReactNode
}) {
  return (
    <li>
      <button
        type="button"
        aria-current={isHere || undefined}
        disabled={isHere}
        onClick={onChoose}
        className={cn(
          'flex min-h-10 w-full items-center gap-2.5 rounded-control px-2.5 text-start outline-offset-[-2px] hover:bg-ink/6 disabled:text-ink-muted disabled:hover:bg-transparent [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-muted',
          isInside && 'ps-8',
        )}
      >
        {children}
        {isHere && <Check aria-label="here now" className="ms-auto" />}
      </button>
    </li>
  )
}

function moveThrough(event: KeyboardEvent<HTMLUListElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const options = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')]
  const at = options.findIndex((option) => option.matches(':focus'))
  options[at + step]?.focus()
}

const focusOn = (element: HTMLElement | null) => element?.focus()
