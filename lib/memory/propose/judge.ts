import { CATEGORIES, type Category, MEMORY_MAX_CHARS } from '../limits'
import { holdsSecret } from '../rules/secrets'
import { isSensitive } from '../rules/sensitive'
import { isGrounded, isOrder } from '../rules/statement'
import type { Statement } from './extract'

const LEAST_CONFIDENCE = 0.5

export type Judged = { text: string; category: Category; confidence: number; lasts: 'lasting' | 'now' }

/**
 * Decides about a statement a model says it has found: what is secret, sensitive, an order to the assistant, or not in the person's
 * own words is left out, whatever the model thinks.
 *
 * @param said the person's own words
 * @returns null when it must not be kept
 */
export function judge(statement: Statement, said: string): Judged | null {
  const text = statement.text.replace(/\s+/g, ' ').trim()
  const { category, lasts } = statement
  const confidence = Math.min(1, Math.max(0, statement.confidence))
  if (!isCategory(category) || confidence < LEAST_CONFIDENCE) return null
  if (text.length > MEMORY_MAX_CHARS || !/\p{L}/u.test(text)) return null
  if (holdsSecret(text) || isSensitive(text) || isOrder(text) || !isGrounded(text, said)) return null
  return { text, category, confidence, lasts }
}

const isCategory = (name: string): name is Category => Object.hasOwn(CATEGORIES, name)
