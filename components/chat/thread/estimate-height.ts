import type { ChatMessage } from '@/lib/chat/schema'

const LINE_PX = 26
const CHARACTERS_A_LINE = 80
const AROUND_PX = 60
const MOST_PX = 4000

/**
 * A guess at how tall a message is, in pixels, until it is on screen and measured. Near enough that the scroll bar does not leap.
 */
export function estimateHeight(message: ChatMessage | null): number {
  if (!message) return AROUND_PX
  let lines = 0
  for (const part of message.parts) {
    if (part.type !== 'text') continue
    const sample = part.text.slice(0, 12_000)
    lines += sample
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0)
  }
  return Math.min(MOST_PX, AROUND_PX + lines * LINE_PX)
}
