import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { compileDocument } from '../query/compile.ts'
import type { MatchDetails } from '../query/matcher.ts'
import { compareValues } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import type { Document } from '../values/types.ts'
import { applyAt } from './apply-at.ts'
import { compileArrayFilters } from './array-filters.ts'
import { expandPath } from './expand.ts'
import type { Moment, UpdateContext } from './operator.ts'
import { identifiersOf, type Leaf, parseModifiers } from './parse.ts'
import { checkConflicts, comparePaths, isDynamic } from './path.ts'
import { applyRename } from './rename.ts'
import { checkIdValue, withIdFirst } from './replace.ts'

/** An update made ready to apply to any number of documents. */
export type CompiledUpdate = (doc: Document, moment: Moment, isInsert: boolean) => Document

/** A leaf with the path that it has in one document. */
interface Target {
  path: string[]
  leaf: Leaf
}

function compilePosition(filter: Document, context: UpdateContext): (doc: Document) => number | undefined {
  const matcher = compileDocument(filter, context.filters)
  return (doc) => {
    const details: MatchDetails = { arrayIndex: -1 }
    return matcher(doc, details) && details.arrayIndex >= 0 ? details.arrayIndex : undefined
  }
}

function checkFiltersUsed(leaves: Leaf[], identifiers: Iterable<string>, update: Document): void {
  const known = new Set(identifiers)
  const used = new Set(leaves.flatMap((leaf) => identifiersOf(leaf, (identifier) => known.has(identifier))))
  for (const identifier of known)
    if (!used.has(identifier))
      fail(
        'FailedToParse',
        `The array filter for identifier '${identifier}' was not used in the update ${describe(update)}`,
      )
}

function checkId(before: Document, after: Document): void {
  const [old, now] = [before, after].map((doc) => (Object.hasOwn(doc, '_id') ? doc['_id'] : MISSING))
  if (old === now) return
  if (old !== MISSING && (now === MISSING || compareValues(old, now) !== 0))
    fail('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'")
  if (now !== MISSING) checkIdValue(now)
}

function applyTargets(doc: Document, targets: Target[], moment: Moment): Document {
  let result = doc
  for (const { path, leaf } of targets)
    result = leaf.source
      ? applyRename(result, leaf.source, path, moment)
      : applyAt(result, path, leaf.update, moment)
  return result
}

/**
 * Compiles an update made of operators.
 * @param filter the query of the update, which the positional `$` refers to
 */
export function compileModifiers(
  update: Document,
  filter: Document,
  arrayFilters: unknown[],
  context: UpdateContext,
): CompiledUpdate {
  const leaves = parseModifiers(update, context)
  const filters = compileArrayFilters(arrayFilters, (each) => compileDocument(each, context.filters))
  checkFiltersUsed(leaves, filters.keys(), update)
  const position = leaves.some((leaf) => leaf.components.some((component) => component.kind === 'matched'))
    ? compilePosition(filter, context)
    : () => undefined
  const hasDynamic = leaves.some((leaf) => isDynamic(leaf.components))
  return (doc, moment, isInsert) => {
    const active = isInsert ? leaves : leaves.filter((leaf) => !leaf.onInsertOnly)
    const expansion = { filters, matched: () => (isInsert ? undefined : position(doc)) }
    const targets = active.flatMap((leaf) =>
      isDynamic(leaf.components)
        ? expandPath(doc, leaf.components, expansion).map((path) => ({ path, leaf }))
        : [{ path: leaf.names, leaf }],
    )
    if (hasDynamic) {
      targets.sort((a, b) => comparePaths(a.path, b.path))
      checkConflicts(targets.map((target) => target.path))
    }
    const result = applyTargets(doc, targets, moment)
    if (result === doc) return doc
    checkId(doc, result)
    return withIdFirst(result)
  }
}
