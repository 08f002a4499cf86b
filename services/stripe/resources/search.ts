import { invalid } from '../core/errors.ts'

type Found = { id: string; metadata?: Record<string, string> | null; created: number }
const CLAUSE =
  /^(-)?(?:metadata\[["']([^"']+)["']\]|([a-z_]+))\s*(:|~|>=|<=|>|<)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.-]+))$/

/**
 * Stripe's search language for what it is mostly asked: `field:"value"`, `metadata["key"]:"value"`, `field~"part"`,
 * numbers with `>` and `<`, joined by `AND`.
 * @throws StripeError for what it does not know
 */
export function search<T extends Found>(
  objects: T[],
  { query, limit = 10, page }: { query: string; limit?: number | undefined; page?: string | undefined },
  url: string,
  fields: string[],
) {
  const tests = query.split(/\s+AND\s+/i).map((clause) => readClause(clause.trim(), fields))
  const found = objects.filter((object) => tests.every((test) => test(object)))
  const start = page ? Number(page) : 0
  if (!Number.isInteger(start) || start < 0) throw invalid('Invalid page.', { param: 'page' })
  const more = found.length > start + limit
  return {
    object: 'search_result',
    url,
    has_more: more,
    data: found.slice(start, start + limit),
    next_page: more ? String(start + limit) : null,
  }
}

function readClause(clause: string, fields: string[]): (object: Found) => boolean {
  const match = CLAUSE.exec(clause)
  if (!match) throw invalid(`We were unable to parse your search query: ${clause}`, { param: 'query' })
  const [, negated, key, field = '', operator, quoted, single, bare] = match
  if (!key && !fields.includes(field))
    throw invalid(`Field \`${field}\` is an unsupported search field.`, { param: 'query' })
  const wanted = (quoted ?? single ?? bare ?? '').replace(/\\(.)/g, '$1')
  return (object) => {
    const value = key ? object.metadata?.[key] : (object as unknown as Record<string, unknown>)[field]
    return (
      holds(value === undefined || value === null ? undefined : String(value), operator ?? ':', wanted) !==
      (negated === '-')
    )
  }
}

function holds(value: string | undefined, operator: string, wanted: string): boolean {
  if (value === undefined) return false
  if (operator === ':') return value.toLowerCase() === wanted.toLowerCase()
  if (operator === '~') return value.toLowerCase().includes(wanted.toLowerCase())
  const [a, b] = [Number(value), Number(wanted)]
  return operator === '>' ? a > b : operator === '<' ? a < b : operator === '>=' ? a >= b : a <= b
}
