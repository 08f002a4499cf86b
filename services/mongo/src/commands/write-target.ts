import type { Document } from '../bson/values.ts'
import { compileFilter } from '../language/index.ts'
import { findHits } from '../query/find.ts'
import { Hit } from '../query/hit.ts'
import { queryPart } from '../query/read.ts'
import { TimeSlice } from '../query/time-slice.ts'
import type { Collection } from '../storage/types.ts'
import type { Call } from './call.ts'
import { writeWhenFree } from './write-errors.ts'

/** Which documents a write statement means. */
export interface Target {
  filter: Document
  sort?: Document | undefined
  hint?: unknown
  collation?: Document | undefined
  variables?: Document | undefined
  multi: boolean
}

/**
 * Runs `change` on each document that matches, in the turn in which it is read: a document that
 * changed since the query found it is read and matched again first.
 * @returns how many documents matched
 */
export async function changeMatching(
  call: Call,
  coll: Collection,
  target: Target,
  change: (hit: Hit) => void,
): Promise<number> {
  const { view } = call.writer
  const options = {
    ...(target.collation && { collation: target.collation }),
    ...(target.variables && { variables: target.variables }),
  }
  let matches: ((doc: Document) => boolean) | undefined
  const stillMatches = (doc: Document) => {
    matches ??= compileFilter(queryPart(target.filter), options)
    return matches(doc)
  }
  const slice = new TimeSlice(call.deadline, call.engine.stopping)
  const done = new Set<number>()
  const { filter, sort, hint, collation, variables } = target
  for (const hit of findHits(view, coll, { filter, sort, hint, collation, variables })) {
    if (hit !== null && !done.has(hit.rid)) {
      const changed = await writeWhenFree(call, () => {
        const current = currentHit(call, coll, hit, stillMatches)
        if (current) change(current)
        return current !== undefined
      })
      if (changed) {
        done.add(hit.rid)
        if (!target.multi) break
      }
    }
    if (slice.isOver) {
      call.session?.save()
      await slice.next()
    }
  }
  return done.size
}

/** The document as it is now, if it still matches. */
function currentHit(
  call: Call,
  coll: Collection,
  hit: Hit,
  matches: (doc: Document) => boolean,
): Hit | undefined {
  const row = call.writer.view.byRid(coll, hit.rid)
  if (!row) return undefined
  if (row.doc.equals(hit.raw)) return hit
  const fresh = new Hit(row, hit.scoring)
  return matches(fresh.doc) ? fresh : undefined
}
