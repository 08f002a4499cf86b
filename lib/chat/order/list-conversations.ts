import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { formatCursor, parseCursor } from '@/lib/core/cursor'
import type { FolderDto } from '@/lib/folders/schema'
import { listFolders, requireFolder } from '@/lib/folders/server'
import { findConversations, findConversationsById, type Listing } from '../data'
import { toConversation } from '../read-conversation'
import type { ConversationDto, ConversationPage, Place, RailView } from '../schema'

const PAGE = 40

/**
 * One page of a place, newest first.
 *
 * @param cursor `nextCursor` of the page before; the newest page without it
 * @throws AppError `not_found` for a folder that is not the caller's
 */
export async function listConversations(
  ctx: Ctx,
  { place = 'recent', cursor }: { place?: Place | undefined; cursor?: string | undefined },
): Promise<ConversationPage> {
  assertCan(ctx, 'conversation:read')
  if (place === 'recent') return readPage(ctx, listingOf(place, await listFolders(ctx)), cursor)
  if (place !== 'pinned' && place !== 'archived') await requireFolder(ctx, place)
  return readPage(ctx, listingOf(place, []), cursor)
}

/**
 * @param places read besides `recent` and `pinned`; folders that are gone are left out
 * @param ids conversations to be told of wherever they are listed; those that are gone are left out
 */
export async function readRail(
  ctx: Ctx,
  { places, ids = [] }: { places: readonly Place[]; ids?: readonly string[] },
): Promise<RailView> {
  const folders = await listFolders(ctx)
  const isThere = (place: Place) => place === 'archived' || folders.some(({ id }) => id === place)
  const wanted = new Set<Place>(['recent', 'pinned', ...places.filter(isThere)])
  const [asked, ...lists] = await Promise.all([
    ids.length > 0 ? findConversationsById(ctx, ids) : [],
    ...[...wanted].map(async (place) => [place, await readPage(ctx, listingOf(place, folders))] as const),
  ])
  return { folders, lists: Object.fromEntries(lists), asked: asked.map(toListed) }
}

/** The places exclude each other. A folder's mark that leads nowhere counts as none. */
function listingOf(place: Place, folders: readonly FolderDto[]): Listing {
  // Ranges, since an index has no use for "is not".
  if (place === 'archived') return { archivedAt: { $gt: new Date(0) } }
  if (place === 'pinned') return { archivedAt: null, pinnedAt: { $gt: new Date(0) } }
  const folderId = place === 'recent' ? { $nin: folders.map(({ id }) => id) } : place
  return { archivedAt: null, pinnedAt: null, folderId }
}

async function readPage(ctx: Ctx, listing: Listing, cursor?: string): Promise<ConversationPage> {
  const rows = await findConversations(ctx, listing, cursor ? parseCursor(cursor) : null, PAGE + 1)
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  return {
    conversations: page.map(toListed),
    nextCursor:
      last && rows.length > PAGE
        ? formatCursor({ at: last.lastMessageAt, id: last._id.toHexString() })
        : null,
  }
}

function toListed(row: Awaited<ReturnType<typeof findConversationsById>>[number]): ConversationDto {
  return toConversation(row._id.toHexString(), row)
}
