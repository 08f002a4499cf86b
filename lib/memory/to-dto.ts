import type { MemoryRecord } from './data'
import type { MemoryDto, MemoryScope } from './schema'

/** @param texts what other memories say, by id */
export function toDto(memory: MemoryRecord, texts: ReadonlyMap<string, string>): MemoryDto {
  const { id, text, category, confidence, origin, status, history, sources } = memory
  return {
    ...{ id, text, category, confidence, origin, status },
    scope: parseScope(memory.scope),
    source: sources.at(-1) ?? null,
    isPinned: memory.pinnedAt !== null,
    expiresAt: memory.expiresAt?.toISOString() ?? null,
    history: history.map((earlier) => ({ text: earlier.text, until: earlier.until.toISOString() })),
    replaces: (memory.replacesId && texts.get(memory.replacesId)) ?? null,
    createdAt: memory.createdAt.toISOString(),
    updatedAt: memory.updatedAt.toISOString(),
  }
}

/** @returns whether a memory is there, or says what it says, because of this message; to repeat what is known is no news */
export function isNewsOf({ origin, sources, history }: MemoryRecord, messageId: string): boolean {
  const isFirst = origin === 'chat' && sources[0]?.messageId === messageId
  return isFirst || history.some((earlier) => earlier.messageId === messageId)
}

/** A scope as it is stored. */
export function placeOf(scope: MemoryScope): string {
  return scope.kind === 'me' ? 'me' : `${scope.kind}:${scope.id}`
}

function parseScope(place: string): MemoryScope {
  const [kind, id] = place.split(':')
  return id && (kind === 'folder' || kind === 'assistant') ? { kind, id } : { kind: 'me' }
}
