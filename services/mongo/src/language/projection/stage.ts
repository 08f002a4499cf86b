import { type CodeName, fail, ServerError } from '../../errors.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import type { Scope } from '../expression/evaluate.ts'
import { type Document, isDocument } from '../values/types.ts'
import { computeFields, excludeFields, includeFields } from './apply.ts'
import { parseProjection } from './parse.ts'
import { addLeaf, newTree, type Tree } from './tree.ts'

/** Runs a part of compiling a stage; its errors name the stage, as MongoDB's do. */
function inStage<T>(name: string, compile: () => T): T {
  try {
    return compile()
  } catch (error) {
    if (!(error instanceof ServerError)) throw error
    return fail(error.codeName as CodeName, `Invalid ${name} :: caused by :: ${error.message}`, error.extra)
  }
}

/** Compiles the argument of `$project`, or of a stage that means the same. */
export function compileProjectStage(
  projection: Document,
  scope: Scope,
  name = '$project',
): (doc: Document) => Document {
  const { tree, type } = inStage(name, () => {
    if (Object.keys(projection).length === 0)
      fail('Location51272', 'projection specification must have at least one field')
    return parseProjection(projection, scope)
  })
  const select = type === 'inclusion' ? includeFields : excludeFields
  return (doc) => computeFields(select(doc, tree), tree, envOf(doc))
}

function addFields(tree: Tree, path: string[], value: unknown, scope: Scope): void {
  if (path.some((name) => name.startsWith('$')))
    fail(
      'Location16410',
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  if (path.includes('')) fail('Location15998', 'FieldPath field names may not be empty strings.')
  if (isDocument(value) && Object.keys(value).length === 0)
    fail('Location51270', 'An empty sub-projection is not a valid value. Found empty object at path')
  if (isDocument(value) && !Object.keys(value)[0]?.startsWith('$')) {
    for (const [name, inner] of Object.entries(value))
      addFields(tree, [...path, ...name.split('.')], inner, scope)
    return
  }
  addLeaf(tree, path, { kind: 'computed', evaluate: compileExpression(value, scope) })
}

/** Compiles the argument of `$addFields` or `$set`. */
export function compileAddFields(
  fields: Document,
  scope: Scope,
  stage = '$addFields',
): (doc: Document) => Document {
  const tree = newTree()
  inStage(stage, () => {
    for (const [name, value] of Object.entries(fields)) addFields(tree, name.split('.'), value, scope)
  })
  return (doc) => computeFields(doc, tree, envOf(doc))
}
