import type { Env } from '../expression/evaluate.ts'
import { MISSING } from '../paths.ts'
import { setOwn } from '../values/set-own.ts'
import { type Document, isDocument } from '../values/types.ts'
import { hasComputed, type Leaf, type Tree } from './tree.ts'

function includeValue(value: unknown, node: Leaf | Tree): unknown {
  if (node.kind === 'include') return value
  if (node.kind !== 'tree') return MISSING
  if (Array.isArray(value)) {
    const kept = value.map((element) => includeValue(element, node))
    return kept.filter((element) => element !== MISSING)
  }
  return isDocument(value) ? includeFields(value, node) : MISSING
}

/** The fields of a document that an inclusion names, in the document's order. */
export function includeFields(doc: Document, tree: Tree): Document {
  const result: Document = {}
  for (const name of Object.keys(doc)) {
    const node = tree.children.get(name)
    if (!node) continue
    const value = includeValue(doc[name], node)
    if (value !== MISSING) setOwn(result, name, value)
  }
  return result
}

function excludeValue(value: unknown, node: Leaf | Tree): unknown {
  if (node.kind === 'exclude') return MISSING
  if (node.kind !== 'tree') return value
  if (Array.isArray(value)) return value.map((element) => excludeValue(element, node))
  return isDocument(value) ? excludeFields(value, node) : value
}

/** A document without the fields that an exclusion names. */
export function excludeFields(doc: Document, tree: Tree): Document {
  const result: Document = {}
  for (const name of Object.keys(doc)) {
    const node = tree.children.get(name)
    const value = node ? excludeValue(doc[name], node) : doc[name]
    if (value !== MISSING) setOwn(result, name, value)
  }
  return result
}

function computeInto(value: unknown, node: Leaf | Tree, env: Env): unknown {
  if (node.kind === 'computed') return node.evaluate(env)
  if (node.kind !== 'tree' || !hasComputed(node)) return value
  if (Array.isArray(value)) return value.map((element) => computeInto(element, node, env))
  return computeFields(isDocument(value) ? value : {}, node, env)
}

/**
 * A document with the computed fields of a projection: those that exist keep their place, new ones come
 * last; a value of MISSING takes the field away. Through arrays every element gets the fields.
 * @param env the document that the expressions see, which is the one before the projection
 */
export function computeFields(doc: Document, tree: Tree, env: Env): Document {
  const result: Document = { ...doc }
  for (const [name, node] of tree.children) {
    if (!hasComputed(node)) continue
    const current = Object.hasOwn(result, name) ? result[name] : MISSING
    const value = computeInto(current, node, env)
    if (value === MISSING) delete result[name]
    else setOwn(result, name, value)
  }
  return result
}
