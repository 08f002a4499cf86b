import { wordsOf } from './words'

/**
 * A statement about the person is kept; a wish for what the assistant has to be or do is none, however it is put. Without this, one
 * sentence of a text somebody was given could speak to every later conversation.
 */
const ORDERS = [
  /\b(?:you|assistant|numina|model|ai|chatbot|llm)\b[^.!?]{0,30}\b(?:must|should|shall|have to|has to|need to|needs to|are to|is to|will|ought|may not|can ?not|never|always|may)\b/i,
  /\b(?:must|should|shall|has to|needs to) (?:always|never|only|be (?:told|answered|called|given)|receive|get) /i,
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}\b(?:instruction|rule|prompt|previous|above|guideline|polic|safety)/i,
  /\b(?:system prompt|developer mode|jailbreak|instructions?:|prompt injection|hidden instruction)/i,
  /^\s*(?:always|never|do not|don.t|respond|reply|answer|say|pretend|act|execute|run|send|call|append|include|insert|recommend|print|output|translate)\b/i,
  /\b(?:in|with|to|at the end of) (?:every|all|each) (?:repl|answer|response|message|conversation)/i,
  // Somebody else's voice, and letters of another script inside a word, which hide words from the lines above.
  /^\W*(?:system|assistant|developer|tool|user|human|ai)\s*:/i,
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u,
  /<\/?[a-z][^>]*>|\{\{|\[\[|```/i,
  /\bhttps?:\/\//i,
]

/** @returns whether a text speaks to the assistant instead of telling something about the person */
export function isOrder(text: string): boolean {
  return ORDERS.some((pattern) => pattern.test(text))
}

/**
 * @returns whether a statement is taken from what the person wrote: it shares words with it, and every number of it is there. What a
 * model makes up, or knows from elsewhere, is not
 */
export function isGrounded(statement: string, said: string): boolean {
  const own = wordsOf(said)
  const known = new Set(own)
  const stems = new Set(own.map(stem))
  const words = wordsOf(statement)
  if (words.some((word) => /\p{N}/u.test(word) && !known.has(word))) return false
  const telling = words.filter((word) => word.length >= 3 || !/[a-z]/.test(word))
  const shared = telling.filter((word) => known.has(word) || stems.has(stem(word)))
  return shared.length > 0 && shared.length >= telling.length / 3
}

const stem = (word: string): string => (word.length > 5 ? word.slice(0, 5) : word)
