/** What opens a list over the message field: the kind of list, what was typed of it, and which characters a choice replaces. */
export type Trigger = {
  kind: 'command' | 'model' | 'assistant'
  query: string
  from: number
  to: number
  /** The characters themselves: where others stand by then, nothing is replaced. */
  text: string
}

/** Longer than any command with its query: a caret further on opens nothing, and nothing is searched. */
const LOOK_AT = 64
const COMMAND = /^\/([^\s/]*)$/
const MODEL = /^\/model (.*)$/
const ASSISTANT = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u

/**
 * Reads the characters before the caret. Costs the same in a text of any length.
 *
 * @returns the list that belongs here: commands and prompts after a slash at the very beginning, assistants after an @ that begins a word
 */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(Math.max(0, caret - LOOK_AT), caret)
  if (caret <= LOOK_AT && before.startsWith('/')) {
    const [, model] = MODEL.exec(before) ?? []
    if (model !== undefined) return { kind: 'model', query: model, from: 0, to: caret, text: before }
    const [, command] = COMMAND.exec(before) ?? []
    if (command !== undefined) return { kind: 'command', query: command, from: 0, to: caret, text: before }
  }
  const [, assistant] = ASSISTANT.exec(before) ?? []
  if (assistant === undefined) return null
  const from = caret - assistant.length - 1
  return { kind: 'assistant', query: assistant, from, to: caret, text: `@${assistant}` }
}
