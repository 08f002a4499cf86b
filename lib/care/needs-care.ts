import 'server-only'
import { log } from '@/lib/platform/log'
import { CARE_ADVICE, CARE_WORDS } from './advice'
import { showsCrisis } from './signs/signs-of-crisis'

/**
 * Whether somebody's own words may show a crisis: self-harm, suicide, abuse, violence. Made to miss little, so it is wrong now and then.
 * Nothing of it is kept, counted or logged, and nobody is told. It never fails: a check that breaks must not keep an answer back.
 */
export function needsCare(text: string): boolean {
  try {
    return showsCrisis(text)
  } catch (error) {
    log.error('the check for signs of crisis failed', { error })
    return false
  }
}

/** Somebody is not out of danger with the next message. */
const LATELY = 3

/**
 * @param said the person's own messages, the newest last
 * @returns how a model is to answer them; null when nothing asks for it
 */
export function careAdvice(said: readonly string[]): string | null {
  return said.slice(-LATELY).some(needsCare) ? CARE_ADVICE : null
}

/**
 * A small model does harm to somebody in danger, whatever it is told: it agrees with them. Words that were written beforehand do not.
 *
 * @returns what such a message is answered in place of a model; null for every other message
 */
export function careWords(text: string): string | null {
  return needsCare(text) ? CARE_WORDS : null
}
