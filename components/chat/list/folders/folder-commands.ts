import { toast } from '@/components/ui/overlay/toast-store'
import { newId } from '@/lib/core/ids'
import * as actions from '@/lib/folders/actions'
import type { FolderDto } from '@/lib/folders/schema'
import { announce } from '../announce'
import { changeRail, currentRail, type Outcome } from '../conversations'
import { type Rail, withFolders } from '../data/lists'
import { setFolderOpen } from './open-folders'

const without = (rail: Rail, id: string) =>
  withFolders(
    rail,
    rail.folders.filter((folder) => folder.id !== id),
  )
const withFolder = (rail: Rail, folder: FolderDto) =>
  withFolders(rail, [...rail.folders.filter(({ id }) => id !== folder.id), folder])

function explain(outcome: Outcome): boolean {
  if (!outcome.ok) {
    const { fields, message } = outcome.error
    toast({ title: Object.values(fields ?? {})[0] ?? message, tone: 'danger' })
  }
  return outcome.ok
}

/** Makes a folder, or brings a deleted one back. */
async function add(folder: FolderDto): Promise<boolean> {
  return explain(
    await changeRail(
      (rail) => withFolder(rail, folder),
      () => actions.createFolder(folder),
      (rail) => without(rail, folder.id),
    ),
  )
}

/** Makes a folder that is still to be named. @returns its id, before the server has it */
export function addFolder(parentId: string | null): string {
  const folder = { id: newId(), parentId, name: 'New folder', emoji: null, instructions: '' }
  void add(folder)
  return folder.id
}

/** Changes what is given of a folder. @returns whether it is changed */
export async function changeFolder(
  folder: FolderDto,
  patch: Partial<Omit<FolderDto, 'id'>>,
): Promise<boolean> {
  const patched = (rail: Rail, fields: Partial<FolderDto>): Rail => ({
    ...rail,
    folders: rail.folders.map((known) => (known.id === folder.id ? { ...known, ...fields } : known)),
  })
  const before = Object.fromEntries(
    Object.keys(patch).map((key) => [key, folder[key as keyof FolderDto]]),
  ) as Partial<FolderDto>
  return explain(
    await changeRail(
      (rail) => patched(rail, patch),
      () => actions.updateFolder({ id: folder.id, ...patch }),
      (rail) => patched(rail, before),
    ),
  )
}

export async function renameFolder(folder: FolderDto, newName: string): Promise<void> {
  const name = newName.trim()
  if (name && name !== folder.name && (await changeFolder(folder, { name }))) announce(`Folder named ${name}`)
}

/** Moves a folder into another, or to the top when `parentId` is null; with undo. */
export async function moveFolder(folder: FolderDto, parentId: string | null): Promise<void> {
  if (folder.parentId === parentId) return
  if (parentId) setFolderOpen(parentId, true)
  if (!(await changeFolder(folder, { parentId }))) return
  const name = currentRail().folders.find(({ id }) => id === parentId)?.name
  const undo = () => changeFolder({ ...folder, parentId }, { parentId: folder.parentId })
  toast({
    title: name ? `Folder moved to ${name}` : 'Folder moved to the top',
    description: folder.name,
    action: { label: 'Undo', onSelect: () => void undo() },
  })
}

/** Deletes a folder with ten seconds to think better of it. What is in it moves up and stays. */
export async function deleteFolder(folder: FolderDto): Promise<void> {
  const outcome = await changeRail(
    (rail) => without(rail, folder.id),
    () => actions.deleteFolder({ id: folder.id }),
    (rail) => withFolder(rail, folder),
  )
  if (!explain(outcome)) return
  toast({
    title: `Folder ${folder.name} deleted`,
    description: 'Its conversations are kept.',
    action: { label: 'Undo', onSelect: () => void add(folder) },
  })
}
