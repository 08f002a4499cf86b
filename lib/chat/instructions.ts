export type InstructionParts = {
  /** Who Numina is and whom it speaks with. */
  persona: string
  /** What is remembered of the person. */
  memories?: string | null | undefined
  /** How to speak with somebody who seems to feel as they do, when they want that heeded. */
  feeling?: string | null | undefined
  assistant?: string | null | undefined
  folder?: string | null | undefined
  conversation?: string | null | undefined
  /** What is noted in the conversation for a while. */
  notes?: string | null | undefined
  /** What came before the messages that are sent. */
  summary?: string | null | undefined
  /** How to answer somebody who may be in danger. */
  care?: string | null | undefined
}

/** The one order in which a model is instructed: what is nearer to the conversation comes later and counts more. */
export function composeInstructions(parts: InstructionParts): string {
  const { persona, memories, feeling, assistant, folder, conversation, notes, summary, care } = parts
  return [
    persona,
    memories,
    feeling,
    assistant,
    folder && `For conversations in this folder:\n${folder}`,
    conversation && `For this conversation:\n${conversation}`,
    notes,
    summary && `What was said before the messages you see, in short:\n${summary}`,
    care,
  ]
    .filter(Boolean)
    .join('\n\n')
}
