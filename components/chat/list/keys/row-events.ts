import type { Place } from '@/lib/chat/schema'
import type { FolderDto } from '@/lib/folders/schema'
import type { ListActions } from '../context'
import { currentRail } from '../conversations'
import { findConversations } from '../data/lists'
import { moveFolder } from '../folders/folder-commands'
import { placesFor } from '../folders/folder-tree'
import { move, pin } from '../order-commands'
import { listenToDrags } from './drag'
import { keepPlace, nextRow, rowAt, settleStop } from './roving-focus'
import { type KeyTools, pressRow, targetOf } from './row-keys'

export type Listening = KeyTools & {
  selected: () => ReadonlySet<string> | null
  onDragging: (dragging: boolean) => void
  /** Whoever comes near may open a menu next. */
  onNear: () => void
}

/** Hears the keys, the context menu and the drags of all rows, at the list. @returns the function that ends it */
export function listenToRows({ selected, onDragging, onNear, ...tools }: Listening): () => void {
  const { list, actions } = tools
  const ends = [
    listenToKeys(tools, selected),
    listenToMenus(list, actions),
    keepStop(list),
    listenToNearness(list, onNear),
    listenToDrags(list, {
      selected,
      onDragging,
      onDrop: (ids, place) => drop(ids, place, actions),
      findFolder: (id) => currentRail().folders.find((folder) => folder.id === id),
      takesFolder,
      onDropFolder: dropFolder,
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}

function drop(ids: string[], place: Place, actions: ListActions): void {
  const conversations = findConversations(currentRail(), ids)
  if (place === 'pinned') void pin(conversations, true)
  else void move(conversations, place === 'recent' ? null : place)
  actions.select(null)
}

function dropFolder(folder: FolderDto, place: Place): void {
  void moveFolder(folder, place === 'recent' ? null : place)
}

/** Where a folder may go: to the top, or into one of those that can hold it. */
function takesFolder(folder: FolderDto, place: Place): boolean {
  return place === 'recent' || placesFor(folder, currentRail().folders).some(({ id }) => id === place)
}

function listenToNearness(list: HTMLElement, onNear: () => void): () => void {
  list.addEventListener('pointerover', onNear, { once: true })
  list.addEventListener('focusin', onNear, { once: true })
  return () => {
    list.removeEventListener('pointerover', onNear)
    list.removeEventListener('focusin', onNear)
  }
}

function listenToKeys(tools: KeyTools, selected: Listening['selected']): () => void {
  const { list, actions } = tools
  function stopChoosing(event: KeyboardEvent) {
    const chosen = selected()
    if (!chosen) return
    // The drawer around the list stays.
    event.stopPropagation()
    const { target } = event
    const here = rowAt(target)?.dataset['row']
    const goOn = keepPlace(list, here ? [here] : [...chosen])
    actions.select(null)
    goOn()
  }
  function press(event: KeyboardEvent) {
    // Where something is being named, the key is the field's.
    if (event.key === 'Escape' && !isNaming(event.target)) stopChoosing(event)
    const row =
      event.target instanceof HTMLElement && event.target.matches('[data-row]') ? event.target : null
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const next = nextRow(list, event.key, row)
    next?.focus()
    if (next instanceof HTMLInputElement && event.shiftKey) actions.toggle(next.dataset['row'] ?? '', true)
    if (next || pressRow(event, row, tools)) event.preventDefault()
  }
  list.addEventListener('keydown', press)
  return () => list.removeEventListener('keydown', press)
}

function isNaming(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !target.dataset['row']
}

function listenToMenus(list: HTMLElement, actions: ListActions): () => void {
  function openMenu(event: MouseEvent) {
    const row = rowAt(event.target)
    const target = row && targetOf(row)
    if (!row || !target || row instanceof HTMLInputElement) return
    event.preventDefault()
    // The key for menus names no place of its own.
    const isPointer = event.button === 2
    const { x, y, width, height } = row.getBoundingClientRect()
    const at = isPointer
      ? { x: event.clientX, y: event.clientY, width: 0, height: 0 }
      : { x, y, width, height }
    actions.open({ what: 'menu', target, at })
  }
  list.addEventListener('contextmenu', openMenu)
  return () => list.removeEventListener('contextmenu', openMenu)
}

/** One row is where the Tab key stops, whatever rows come and go. */
function keepStop(list: HTMLElement): () => void {
  let focused: string | null = null
  function focus(event: FocusEvent) {
    const id = event.target instanceof HTMLElement ? event.target.dataset['row'] : undefined
    if (!id) return
    focused = id
    settleStop(list, focused)
  }
  const rows = new MutationObserver(() => settleStop(list, focused))
  settleStop(list, focused)
  rows.observe(list, { childList: true, subtree: true, attributeFilter: ['aria-current'] })
  list.addEventListener('focusin', focus)
  return () => {
    rows.disconnect()
    list.removeEventListener('focusin', focus)
  }
}
