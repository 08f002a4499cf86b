import { toast } from '@/components/ui/overlay/toast-store'
import * as actions from '@/lib/chat/actions'
import type { Colour, ConversationDto } from '@/lib/chat/schema'
import { announce } from './announce'
import { deeds, explain, idsOf, type Named, titled } from './commands'
import { changeConversations, currentRail } from './conversations'

export async function pin(conversations: readonly Named[], pinned: boolean): Promise<void> {
  const ids = idsOf(conversations)
  const outcome = await changeConversations(
    ids,
    (conversation) => ({ ...conversation, isPinned: pinned }),
    () => actions.pinConversations({ ids, pinned }),
  )
  if (explain(outcome)) announce(deeds(conversations, pinned ? 'pinned' : 'unpinned'))
}

async function setArchived(conversations: readonly Named[], archived: boolean): Promise<boolean> {
  const ids = idsOf(conversations)
  const change = (conversation: ConversationDto) => ({ ...conversation, isArchived: archived })
  return explain(
    await changeConversations(ids, change, () => actions.archiveConversations({ ids, archived })),
  )
}

/** Puts conversations out of the way, or back where they were; with undo. */
export async function archive(conversations: readonly Named[], archived: boolean): Promise<void> {
  if (!(await setArchived(conversations, archived))) return
  toast({
    title: deeds(conversations, archived ? 'archived' : 'taken out of the archive'),
    ...titled(conversations),
    action: { label: 'Undo', onSelect: () => void setArchived(conversations, !archived) },
  })
}

type Spot = Pick<ConversationDto, 'folderId' | 'isPinned'>

/** A pinned conversation goes where it is put: it is unpinned on the way. */
async function place(conversations: readonly ConversationDto[], spot: Spot): Promise<boolean> {
  const ids = idsOf(conversations)
  const pinChanges = conversations.filter(({ isPinned }) => isPinned !== spot.isPinned).map(({ id }) => id)
  const outcome = await changeConversations(
    ids,
    (conversation) => ({ ...conversation, ...spot }),
    async () => {
      const moved = await actions.moveConversations({ ids, folderId: spot.folderId })
      if (!moved.ok || pinChanges.length === 0) return moved
      return actions.pinConversations({ ids: pinChanges, pinned: spot.isPinned })
    },
  )
  return explain(outcome)
}

/** Moves conversations into a folder, or out of theirs when `folderId` is null; with undo. */
export async function move(all: readonly ConversationDto[], folderId: string | null): Promise<void> {
  const { folders } = currentRail()
  const isThere = (c: ConversationDto) => !c.isPinned && c.folderId === folderId
  const conversations = all.filter((c) => !isThere(c))
  if (conversations.length === 0) return
  if (!(await place(conversations, { folderId, isPinned: false }))) return
  const name = folders.find(({ id }) => id === folderId)?.name
  toast({
    title: deeds(conversations, name ? `moved to ${name}` : 'moved out of folders'),
    ...titled(conversations),
    action: { label: 'Undo', onSelect: () => void putBack(conversations) },
  })
}

/** Each to where it was. */
async function putBack(conversations: readonly ConversationDto[]): Promise<void> {
  const spots = Map.groupBy(conversations, ({ folderId, isPinned }) => JSON.stringify([folderId, isPinned]))
  for (const group of spots.values()) {
    const [first] = group
    if (first) await place(group, { folderId: first.folderId, isPinned: first.isPinned })
  }
}

export async function mark(
  { id }: Named,
  marks: { emoji: string | null; colour: Colour | null },
): Promise<void> {
  explain(
    await changeConversations(
      [id],
      (conversation) => ({ ...conversation, ...marks }),
      () => actions.markConversation({ id, ...marks }),
    ),
  )
}
