/** A message without its words: where it stands in the tree. */
export type Node = { id: string; parentId: string | null; depth: number; deletedAt: Date | null }

/**
 * The way from a message down to the end of a branch.
 *
 * @param below what is deeper than `start`
 * @returns the nodes from `start` to the leaf, both included, without what is deleted; null when the branch does not come by
 */
export function pathDown(start: Node, below: readonly Node[], leafId: string | null): Node[] | null {
  if (leafId === start.id) return [start]
  const byId = new Map(below.map((node) => [node.id, node]))
  const path: Node[] = []
  let parentId = leafId
  for (let at = byId.get(leafId ?? ''); at; at = byId.get(parentId ?? '')) {
    if (!at.deletedAt) path.push(at)
    parentId = at.parentId
  }
  return parentId === start.id ? [start, ...path.reverse()] : null
}
