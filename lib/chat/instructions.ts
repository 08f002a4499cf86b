export type InstructionParts = {
  /** Who Numina is and whom it speaks with. */
  persona: string
  /** How to speak with somebody who seems to feel as they do, when they want that heeded. */
  feeling?: string | null | undefined
  assistant?: string | null | undefined
  folder?: string | null | undefined
  conversation?: string | null | undefined
  /** What came before the messages that are sent. */
  summary?: string | null | undefined
}

/** The one order in which a model is instructed: what is nearer to the conversation comes later and counts more. */
export function composeInstructions(parts: InstructionParts): string {
  const { persona, feeling, assistant, folder, conversation, summary } = parts
  return [
    persona,
    feeling,
    assistant,
    folder && `For conversations in this folder:\n${folder}`,
    conversation && `For this conversation:\n${conversation}`,
    summary && `What was said before the messages you see, in short:\n${summary}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}
