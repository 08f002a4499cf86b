import { fail } from '../../errors.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import type { Scope } from '../expression/evaluate.ts'
import { type Document, isDocument } from '../values/types.ts'
import { computeFields, excludeFields, includeFields } from './apply.ts'
import { parseProjection } from './parse.ts'
import { addLeaf, newTree, type Tree } from './tree.ts'

/** Compiles the argument of `$project`. */
export function compileProjectStage(projection: Document, scope: Scope): (doc: Document) => Document {
  if (Object.keys(projection).length === 0)
    fail(
      'Location51272',
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  const { tree, type } = parseProjection(projection, scope)
  const select = type === 'inclusion' ? includeFields : excludeFields
  return (doc) => computeFields(select(doc, tree), tree, envOf(doc))
}

function addFields(tree: Tree, path: string[], value: unknown, scope: Scope): void {
  if (path.some((name) => name.startsWith('$')))
    fail(
      'Location16410',
      "Invalid $addFields :: caused by :: FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  if (path.includes(''))
    fail(
      'Location15998',
      'Invalid $addFields :: caused by :: FieldPath field names may not be empty strings.',
    )
  const isNested = isDocument(value) && !Object.keys(value)[0]?.startsWith('$')
  if (isNested && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value))
      addFields(tree, [...path, ...name.split('.')], inner, scope)
    return
  }
  addLeaf(tree, path, { kind: 'computed', evaluate: compileExpression(value, scope) })
}

/** Compiles the argument of `$addFields` and `$set`. */
export function compileAddFields(fields: Document, scope: Scope): (doc: Document) => Document {
  const tree = newTree()
  for (const [name, value] of Object.entries(fields)) addFields(tree, name.split('.'), value, scope)
  return (doc) => computeFields(doc, tree, envOf(doc))
}
