import type { useDelete } from '../commands'
import type { ListActions, Target } from '../context'
import { currentRail } from '../conversations'
import { findConversations } from '../data/lists'
import { deleteFolder } from '../folders/folder-commands'
import { placesFor } from '../folders/folder-tree'
import { setFolderOpen } from '../folders/open-folders'
import { archive, pin } from '../order-commands'
import { keepPlace } from './roving-focus'

export type KeyTools = { list: HTMLElement; actions: ListActions; remove: ReturnType<typeof useDelete> }

/** Does what a key stands for on a row. @returns whether it stands for anything */
export function pressRow(event: KeyboardEvent, row: HTMLElement, tools: KeyTools): boolean {
  const target = targetOf(row)
  if (!target) return false
  if (row instanceof HTMLInputElement) return pressBox(event, target.id, tools)
  if (event.key === 'F2') tools.actions.rename(target.id)
  else if (target.kind === 'folder') return pressFolder(event.key, target.id, tools)
  else return pressConversation(event.key, target.id, tools)
  return true
}

export function targetOf(row: HTMLElement): Target | null {
  const id = row.dataset['row']
  if (!id) return null
  return { kind: row.closest('li')?.dataset['folder'] === id ? 'folder' : 'conversation', id }
}

/** While choosing: with Shift all from the one chosen last. */
function pressBox({ key, shiftKey }: KeyboardEvent, id: string, { actions }: KeyTools): boolean {
  if (key !== ' ' && key.toLowerCase() !== 'x') return false
  actions.toggle(id, shiftKey)
  return true
}

function pressConversation(key: string, id: string, { list, actions, remove }: KeyTools): boolean {
  const [conversation] = findConversations(currentRail(), [id])
  if (!conversation) return false
  const goOn = keepPlace(list, [id])
  const away = (work: Promise<unknown>) => {
    goOn()
    void work.then(goOn)
  }
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'Delete':
      away(remove([conversation]))
      return true
    case 'p':
      if (!conversation.isArchived) away(pin([conversation], !conversation.isPinned))
      return true
    case 'e':
      away(archive([conversation], !conversation.isArchived))
      return true
    case 'm':
      if (!conversation.isArchived) actions.open({ what: 'move', ids: [id] })
      return true
    case 'l':
      actions.open({ what: 'mark', id })
      return true
    case 'x':
      actions.select([id])
      goOn()
      return true
    default:
      return false
  }
}

function pressFolder(key: string, id: string, { list, actions }: KeyTools): boolean {
  const folder = currentRail().folders.find((known) => known.id === id)
  if (!folder) return false
  if (key === 'ArrowRight') setFolderOpen(id, true)
  else if (key === 'ArrowLeft') setFolderOpen(id, false)
  else if (key.toLowerCase() === 'm') {
    const canMove = folder.parentId !== null || placesFor(folder, currentRail().folders).length > 0
    if (canMove) actions.open({ what: 'moveFolder', id })
  } else if (key === 'Delete') {
    const goOn = keepPlace(list, [id])
    void deleteFolder(folder).then(goOn)
    goOn()
  } else return false
  return true
}
