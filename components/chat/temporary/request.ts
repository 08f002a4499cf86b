import type { ChatTransport } from 'ai'
import { TEMPORARY_MAX_MESSAGES } from '@/lib/chat/limits'
import type { ChatMessage, TemporaryInput } from '@/lib/chat/schema'
import { newId } from '@/lib/core/ids'
import { type ContinueOptions, type RegenerateOptions, textOf } from '../transport/transport'

type SendRequest = Parameters<ChatTransport<ChatMessage>['sendMessages']>[0]

/** What a request may weigh, below what the server reads. More than any model's window holds. */
const MAX_BYTES = 1_500_000

/**
 * @param model the model chosen for the conversation
 * @param find a message that is not on screen: the reply to be continued
 * @returns the body of POST /api/chat for what the AI SDK wants sent, with all that was said before
 */
export function toTemporaryInput(
  { chatId: conversationId, trigger, messages, body }: SendRequest,
  model: string | null,
  find: (id: string) => ChatMessage | undefined,
): TemporaryInput {
  const question = messages.at(-1)
  if (!question) throw new Error('there is no message to send')
  const common = {
    trigger: 'temporary' as const,
    conversationId,
    questionId: question.id,
    messages: newestThatFit(messages),
  }
  if (trigger === 'regenerate-message' && body && 'continueId' in body) {
    const { replyId, continueId } = body as ContinueOptions
    const reply = find(replyId)
    const spoken = reply?.metadata?.model ?? model
    return {
      ...common,
      key: continueId,
      replyId,
      prefix: reply ? textOf(reply) : '',
      ...(spoken && { model: spoken }),
    }
  }
  const wishes = trigger === 'regenerate-message' ? (body as RegenerateOptions) : { replyId: newId() }
  const wanted = ('model' in wishes ? wishes.model : undefined) ?? model
  const hint = 'hint' in wishes ? wishes.hint : undefined
  const { replyId } = wishes
  return { ...common, key: replyId, replyId, ...(wanted && { model: wanted }), ...(hint && { hint }) }
}

/** The question always goes along; before it, as much as fits. Failures without words are no part of what was said. */
function newestThatFit(messages: readonly ChatMessage[]): TemporaryInput['messages'] {
  const chosen: TemporaryInput['messages'] = []
  const encoder = new TextEncoder()
  let bytes = 0
  for (const message of messages.toReversed()) {
    const text = textOf(message)
    if (text.trim() === '') continue
    bytes += encoder.encode(JSON.stringify(text)).length
    if (chosen.length > 0 && (bytes > MAX_BYTES || chosen.length === TEMPORARY_MAX_MESSAGES)) break
    chosen.unshift({ role: message.role === 'user' ? 'user' : 'assistant', text })
  }
  return chosen
}
