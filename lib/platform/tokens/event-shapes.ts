/**
 * How the small events of a streaming model look in each provider's protocol, and where their words are. Sources:
 * https://platform.openai.com/docs/api-reference/chat-streaming, https://docs.claude.com/en/docs/build-with-claude/streaming and
 * https://ai.google.dev/api/generate-content#generatecontentresponse
 */

/** Words in a parsed event. Events of the same `key` in a row say the same as one with all their words. */
export type Words = { key: string; text: string; replace(text: string): void }

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @returns where the words of an event are; null when it holds anything besides words, or is of no known shape */
export function findWords(event: unknown): Words | null {
  if (!isObject(event)) return null
  if (Array.isArray(event['choices'])) return inChatCompletion(event)
  if (event['type'] === 'content_block_delta') return inContentBlock(event)
  if (Array.isArray(event['candidates'])) return inCandidate(event)
  return null
}

/** OpenAI and everybody who speaks its chat completions. */
function inChatCompletion(event: Json): Words | null {
  const choices = event['choices'] as unknown[]
  const [choice] = choices
  if (choices.length !== 1 || !isObject(choice) || !isObject(choice['delta'])) return null
  if (isSet(event['usage']) || isSet(choice['finish_reason']) || isSet(choice['logprobs'])) return null
  return onlyText(choice['delta'], `${event['id']}/${choice['index']}`, TEXT_OF_A_DELTA)
}

const TEXT_OF_A_DELTA = ['content', 'reasoning_content', 'reasoning']

/** Anthropic. */
function inContentBlock(event: Json): Words | null {
  const { delta, index } = event
  if (!isObject(delta)) return null
  const { type, ...rest } = delta
  const field = type === 'text_delta' ? 'text' : type === 'thinking_delta' ? 'thinking' : null
  if (!field || Object.keys(rest).length !== 1) return null
  return textAt(delta, field, `${type}/${index}`)
}

/** Google. Its events count tokens as they go, and the last count is the one that holds. */
function inCandidate(event: Json): Words | null {
  const candidates = event['candidates'] as unknown[]
  const [candidate] = candidates
  if (candidates.length !== 1 || !isObject(candidate) || !isObject(candidate['content'])) return null
  const { content, index, ...more } = candidate
  const parts = (content as Json)['parts']
  if (Object.values(more).some(isSet) || !Array.isArray(parts) || parts.length !== 1) return null
  const [part] = parts
  if (!isObject(part)) return null
  const { thought } = part
  return Object.keys(part).every((key) => key === 'text' || key === 'thought')
    ? textAt(part, 'text', `${thought}/${index}`)
    : null
}

/** The text of an object that says nothing else. What is null or empty says nothing. */
function onlyText(object: Json, key: string, names: readonly string[]): Words | null {
  let found: string | null = null
  for (const [name, value] of Object.entries(object)) {
    if (name === 'role' || !isSet(value)) continue
    if (found || !names.includes(name)) return null
    found = name
  }
  return found === null ? null : textAt(object, found, `${key}/${found}`)
}

function textAt(object: Json, field: string, key: string): Words | null {
  const text = object[field]
  if (typeof text !== 'string' || text === '') return null
  return {
    key,
    text,
    replace: (longer) => {
      object[field] = longer
    },
  }
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== ''
}
