import 'server-only'
import { estimateTokens } from '@/lib/chat/server'
import type { Said } from '@/lib/platform/models/stream-model'
import type { ApiMessage } from '../schema'

export type Prompt = { instructions: string; messages: Said[] }

const textOf = ({ content }: ApiMessage): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('')

/** Providers differ in where they take instructions: all of them take them first. What a tool said is told as the user's words. */
export function promptOf(said: readonly ApiMessage[]): Prompt {
  const isInstruction = ({ role }: ApiMessage) => role === 'system' || role === 'developer'
  return {
    instructions: said.filter(isInstruction).map(textOf).join('\n\n'),
    messages: said
      .filter((message) => !isInstruction(message))
      .map((message) => ({
        role: message.role === 'assistant' ? 'assistant' : 'user',
        content: textOf(message),
      })),
  }
}

/** For calls whose provider told no figures. */
export const promptTokens = ({ instructions, messages }: Prompt): number =>
  estimateTokens([instructions, ...messages.map(({ content }) => content)].join('\n'))
