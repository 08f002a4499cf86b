'use client'

import { createContext, use } from 'react'

export type Target = { kind: 'conversation' | 'folder'; id: string }

/** What lies over the list: a menu at a place of the screen, or a dialog. */
export type Overlay =
  | { what: 'menu'; target: Target; at: { x: number; y: number; width: number; height: number } }
  | { what: 'move'; ids: readonly string[] }
  | { what: 'mark' | 'instructions' | 'emoji' | 'moveFolder'; id: string }

export type ListState = {
  /** The conversation on screen. */
  activeId: string | null
  /** The conversation or folder whose name is being changed. */
  renaming: string | null
  /** The conversations chosen, while choosing. */
  selected: ReadonlySet<string> | null
  openFolders: ReadonlySet<string>
}

/** What rows can ask of the list. Stays the same object. */
export type ListActions = {
  open(overlay: Overlay): void
  /** Closes this, unless something else has taken its place: a menu also closes when it has led on to a dialog. */
  close(overlay: Overlay): void
  rename(id: string | null): void
  /** Begins to choose with these, or ends it with null. */
  select(ids: Iterable<string> | null): void
  /** Chooses a conversation or not; with `range` all from the one chosen last. */
  toggle(id: string, range: boolean): void
}

export const ListStateContext = createContext<ListState | null>(null)
export const ListActionsContext = createContext<ListActions | null>(null)

export function useListState(): ListState {
  const value = use(ListStateContext)
  if (!value) throw new Error('outside of the list of conversations')
  return value
}

export function useListActions(): ListActions {
  const value = use(ListActionsContext)
  if (!value) throw new Error('outside of the list of conversations')
  return value
}
