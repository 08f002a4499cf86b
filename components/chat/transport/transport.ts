import type { ChatTransport } from 'ai'
import { ownHeaders } from '@/components/actions/person'
import type { Asking, ChatMessage, SendInput, TemporaryInput } from '@/lib/chat/schema'
import { offerCare } from '../care/care-signal'
import { browserEnvironment, type Environment } from './environment'
import { type ConnectionState, followReply } from './follow-reply'
import { NetworkError } from './refusal'

/** What the caller adds to the AI SDK's own request options, as their `body`. */
export type SendOptions = {
  model?: string | undefined
  /** Who answers in a new conversation. */
  assistantId?: string | undefined
  replyId?: string | undefined
  /** Where a new conversation begins. */
  folderId?: string | undefined
  asking?: Asking | undefined
}
export type RegenerateOptions = {
  replyId: string
  model?: string | undefined
  hint?: 'shorter' | 'longer' | undefined
  besideId?: string | undefined
}
export type ContinueOptions = { replyId: string; continueId: string }
export type ResumeOptions = { generationId: string }

type TransportOptions = {
  environment?: Environment
  onConnection?: (state: ConnectionState) => void
  /** What is posted for what the AI SDK wants sent. */
  toBody?: (request: SendRequest) => SendInput | TemporaryInput
}

type SendRequest = Parameters<ChatTransport<ChatMessage>['sendMessages']>[0]

/**
 * The AI SDK's way to our server. A reply belongs to the server and has a numbered log, so a broken connection is continued after
 * the last chunk that arrived and the AI SDK never sees the break. A request whose answer was lost is sent again: its ids make
 * that safe.
 *
 * Protocol: node_modules/ai/docs/04-ai-sdk-ui/50-stream-protocol.mdx, with the log's number as the id of each event.
 */
export function createTransport({
  environment = browserEnvironment,
  onConnection,
  toBody = toSendInput,
}: TransportOptions = {}): ChatTransport<ChatMessage> {
  const request = (url: string, init: RequestInit): Promise<Response> =>
    environment.fetch(url, init).catch((cause) => {
      throw new NetworkError(cause)
    })

  const readOn = (chatId: string, generationId: string, position: number, signal: AbortSignal) =>
    request(`/api/chat/${chatId}/stream?generation=${generationId}`, {
      headers: ownHeaders(position > 0 ? { 'last-event-id': String(position) } : {}),
      signal,
    })

  return {
    resumeStreamIsReplay: true,

    async sendMessages(options) {
      const body = JSON.stringify(toBody(options))
      let generationId: string | null = null
      return followReply({
        environment,
        onConnection,
        signal: options.abortSignal,
        async connect(position, signal) {
          if (generationId) return readOn(options.chatId, generationId, position, signal)
          const headers = ownHeaders({ 'content-type': 'application/json' })
          const response = await request('/api/chat', { method: 'POST', headers, body, signal })
          if (response.headers.has('x-numina-care')) offerCare(options.chatId)
          generationId = response.headers.get('x-generation-id')
          return response
        },
      })
    },

    async reconnectToStream({ chatId, abortSignal, body }) {
      const { generationId } = body as ResumeOptions
      return followReply({
        environment,
        onConnection,
        signal: abortSignal,
        connect: (position, signal) => readOn(chatId, generationId, position, signal),
      })
    },
  }
}

/** @returns the body of POST /api/chat for what the AI SDK wants sent */
function toSendInput({ chatId: conversationId, trigger, messages, body }: SendRequest): SendInput {
  const last = messages.at(-1)
  if (!last) throw new Error('there is no message to send')
  if (trigger === 'regenerate-message') {
    if (body && 'continueId' in body) {
      const { replyId, continueId } = body as ContinueOptions
      return { trigger: 'continue', conversationId, parentId: replyId, replyId: continueId }
    }
    const { replyId, model, hint, besideId } = body as RegenerateOptions
    const wishes = { ...(model && { model }), ...(hint && { hint }), ...(besideId && { besideId }) }
    return { trigger: 'regenerate', conversationId, parentId: last.id, replyId, ...wishes }
  }
  const { model, assistantId, replyId, folderId, asking } = (body ?? {}) as SendOptions
  const message = { id: last.id, text: textOf(last) }
  const parentId = last.metadata?.parentId ?? null
  const wishes = {
    ...(model && { model }),
    ...(assistantId && { assistantId }),
    ...(replyId && { replyId }),
    ...(folderId && { folderId }),
    ...(asking && { asking }),
  }
  return { trigger: 'send', conversationId, parentId, message, ...wishes }
}

/** @returns what a person reads of a message: its text parts */
export function textOf(message: ChatMessage): string {
  return message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}
