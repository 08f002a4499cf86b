import 'server-only'
import { listAssistants } from '@/lib/assistants/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan, can } from '@/lib/auth/permissions'
import { listFolders } from '@/lib/folders/server'
import { findMemories, findMemoriesById } from '../data'
import { CATEGORIES } from '../limits'
import { wordsOf } from '../rules/words'
import type { MemoryDto, MemoryPage, MemoryView, SearchInput, UsedMemories } from '../schema'
import { getMemoryState } from '../settings/manage-settings'
import { toDto } from '../to-dto'

const PAGE = 50

/** @returns a page of what is remembered; each word of the search begins a word of the text, its history or its category */
export async function listMemories(ctx: Ctx, { q, offset }: SearchInput): Promise<MemoryPage> {
  assertCan(ctx, 'memory:read')
  const all = await findMemories(ctx)
  const texts = new Map(all.map(({ id, text }) => [id, text]))
  const memories = all.filter(({ status }) => status === 'kept').map((memory) => toDto(memory, texts))
  const proposed = all.filter(({ status }) => status === 'proposed').map((memory) => toDto(memory, texts))
  const wanted = wordsOf(q)
  const found = memories
    .filter((memory) => fits(memory, wanted))
    .sort((a, b) => Number(b.isPinned) - Number(a.isPinned))
  return {
    proposed: proposed.reverse(),
    memories: found.slice(offset, offset + PAGE),
    total: memories.length,
    found: found.length,
  }
}

function fits({ text, category }: MemoryDto, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true
  const words = wordsOf(`${text} ${CATEGORIES[category]}`)
  return wanted.every((each) => words.some((word) => word.startsWith(each)))
}

/** @returns what memories say that once went along with a reply; what is forgotten, or not the caller's, is only counted */
export async function readUsed(ctx: Ctx, { ids }: { ids: string[] }): Promise<UsedMemories> {
  assertCan(ctx, 'memory:read')
  const found = await findMemoriesById(ctx, ids)
  return { texts: found.map(({ text }) => text), forgotten: new Set(ids).size - found.length }
}

/** Everything the page of memory begins with. */
export async function readMemory(ctx: Ctx): Promise<MemoryView> {
  const [state, page, folders, assistants] = await Promise.all([
    getMemoryState(ctx),
    listMemories(ctx, { q: '', offset: 0 }),
    listFolders(ctx),
    can(ctx, 'library:read') ? listAssistants(ctx) : [],
  ])
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name })
  return { state, ...page, folders: folders.map(named), assistants: assistants.map(named) }
}
