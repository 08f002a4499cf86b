import { Chat } from '@ai-sdk/react'
import type { ChatMessage, ComparisonView } from '@/lib/chat/schema'
import type { ErrorBody } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { refusalOf } from '../session/refusals'
import type { SessionServices } from '../session/services'
import { Store } from '../session/state'
import type { RegenerateOptions, ResumeOptions } from '../transport/transport'

type SecondState = {
  /** It is being made; its stream may still be on its way. */
  running: boolean
  stopping: boolean
  /** Why it could not be asked for. */
  refusal: ErrorBody | null
}

type Second = Pick<ComparisonView, 'replyId' | 'model'> & {
  conversationId: string
  question: ChatMessage
  /** The answer, when it has ended already. */
  message?: ChatMessage | null
}

/** The second of two answers that are compared: its own stream, beside that of the conversation, which makes the first. */
export class Comparison {
  readonly replyId: string
  readonly model: string
  readonly chat: Chat<ChatMessage>
  readonly store = new Store<SecondState>({ running: false, stopping: false, refusal: null })
  private readonly second: Second
  private readonly services: SessionServices

  constructor(second: Second, services: SessionServices) {
    const { conversationId, question, message, replyId, model } = second
    this.replyId = replyId
    this.model = model
    this.second = second
    this.services = services
    const transport = services.createTransport(() => undefined)
    const messages = message ? [question, message] : [question]
    this.chat = new Chat<ChatMessage>({ id: conversationId, generateId: newId, transport, messages })
  }

  /** Asks for the answer. @param besideId the first answer, which may not have begun */
  ask(besideId: string): Promise<void> {
    const { replyId, model } = this
    const body: RegenerateOptions = { replyId, model, besideId }
    return this.run(() => this.chat.regenerate({ messageId: this.second.question.id, body }))
  }

  /** Follows an answer that is being made already, from its beginning. */
  resume(generationId: string): Promise<void> {
    const body: ResumeOptions = { generationId }
    return this.run(() => this.chat.resumeStream({ body }))
  }

  /** Ends this answer alone; what it has is kept. */
  async stop(): Promise<void> {
    const { running, stopping } = this.store.read()
    if (!running || stopping) return
    this.store.patch({ stopping: true })
    await this.services
      .stopReply(this.second.conversationId, this.replyId)
      .catch(() => this.store.patch({ stopping: false }))
  }

  /** Resolves when the answer is no longer being made. */
  ended(): Promise<void> {
    return until(this.store, ({ running }) => !running)
  }

  private async run(request: () => Promise<void>): Promise<void> {
    this.store.patch({ running: true, stopping: false, refusal: null })
    await request()
    const { error } = this.chat
    this.chat.clearError()
    const refusal = error ? refusalOf(error, LOST) : null
    this.store.patch({ running: false, stopping: false, refusal })
  }
}

/** Resolves as soon as the store's value is as it should be. */
export function until<T extends object>(store: Store<T>, isSo: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isSo(store.read())) return resolve()
    const unsubscribe = store.subscribe(() => {
      if (!isSo(store.read())) return
      unsubscribe()
      resolve()
    })
  })
}

const LOST = 'The second answer was lost in this window. Keep the first, or reload the page to see both.'
