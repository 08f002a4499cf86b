import { Chat } from '@ai-sdk/react'
import type { ChatTransport } from 'ai'
import type { ChatMessage, ConversationView, MessagePage, MessageWindow } from '@/lib/chat/schema'
import { newId } from '@/lib/core/ids'
import type { Result } from '@/lib/core/result'
import { askSecond, dropSettled, resumeComparison } from '../comparison/compare'
import type { ConnectionState } from '../transport/follow-reply'
import { Refusal } from '../transport/refusal'
import type { ResumeOptions, SendOptions } from '../transport/transport'
import { answerAgain, goOn, type Wishes } from './answers'
import { mergeBranch, siblingsWith, titleOf, userMessage, withSiblings } from './branch'
import { FarPart } from './far-part'
import { Outbox } from './outbox'
import { refusalOf } from './refusals'
import { ReplyRunner } from './reply-runner'
import { factsOf, isOpen, type SessionStart, type SessionState, Store, stateFrom } from './state'

export type SessionServices = {
  createTransport(onConnection: (state: ConnectionState) => void): ChatTransport<ChatMessage>
  readConversation(id: string): Promise<ConversationView>
  readOlder(id: string, before: string): Promise<MessagePage>
  readNewer(id: string, after: string): Promise<MessageWindow>
  /** @param replyId only this one, of two that are compared */
  stopReply(id: string, replyId?: string): Promise<void>
  selectMessage(input: { id: string; messageId: string }): Promise<Result<MessagePage>>
  showMessage(input: { id: string; messageId: string }): Promise<Result<MessageWindow>>
  /** A conversation has begun, or a reply has ended: the list of conversations looks different now. */
  onListChange(): void
}

/** One request that makes a reply. */
export type Run = {
  request(): Promise<void>
  /** Brings back what was before, when the server did not take the request. */
  undo(): void
  /** All versions of the reply, once its id is known. */
  versions?(replyId: string): string[] | undefined
}

/** How often in a row another window may be quicker before a message just waits. */
const MOST_CONFLICTS = 3

/**
 * One conversation in this browser: its messages (in the AI SDK's `Chat`), and all that can be done with them. It outlives the page
 * that shows it while a reply is being made.
 */
export class ConversationSession {
  readonly id: string
  /** It is in this window alone, and ends with it. */
  readonly isTemporary: boolean
  readonly chat: Chat<ChatMessage>
  readonly store: Store<SessionState>
  readonly outbox: Outbox
  readonly far: FarPart
  readonly services: SessionServices
  readonly runner: ReplyRunner
  /** What follows as soon as the server has the question that is on its way. */
  private whenTaken: (() => unknown) | null = null
  private sendWhenRead = false
  /** Replies made elsewhere that were heard of while one was on screen. */
  private readonly heard = new Set<string>()
  private conflicts = 0

  constructor(id: string, start: SessionStart, services: SessionServices) {
    this.id = id
    this.isTemporary = start === 'temporary'
    this.services = services
    const transport = services.createTransport((state) => this.connectionChanged(state))
    const messages = typeof start === 'string' ? [] : start.messages
    this.chat = new Chat<ChatMessage>({ id, generateId: newId, transport, messages })
    this.store = new Store<SessionState>(stateFrom(start))
    const stopReply = () => services.stopReply(id)
    this.far = new FarPart(this, services)
    this.runner = new ReplyRunner({ chat: this.chat, store: this.store, stopReply })
    const storageKey = start === 'new' ? `new:${id}` : id
    this.outbox = new Outbox(this.store, this.isTemporary ? null : storageKey)
  }

  get state(): SessionState {
    return this.store.read()
  }

  /** A reply is being made, or one of two is to be chosen: nothing else can be asked for now. */
  get isOccupied(): boolean {
    return this.state.busy || this.state.comparison !== null
  }

  /** Sends a message, or lines it up when a reply is being made. */
  send(text: string): void {
    this.outbox.add(text)
    this.sendWhenRead = this.state.phase === 'loading'
    this.sendNext()
  }

  /** Sends the first message that waits. */
  sendNext(): void {
    if (this.isOccupied || !isOpen(this.state)) return
    if (this.state.hasNewer) {
      this.far.leaveThen(() => this.sendNext())
      return
    }
    const next = this.outbox.take()
    if (!next) return
    const before = this.chat.messages
    const parentId = before.at(-1)?.id ?? null
    void this.run({
      request: () => this.post(userMessage(next.id, next.text, parentId)),
      undo: () => {
        this.chat.messages = before
        this.outbox.putBack()
      },
    })
  }

  /** Asks the same question in other words: a new branch beside the old one. */
  edit(messageId: string, text: string): void {
    const before = this.chat.messages
    const at = before.findIndex((message) => message.id === messageId)
    const old = before[at]
    if (!old || this.isOccupied) return
    const id = newId()
    const message = userMessage(id, text, old.metadata?.parentId ?? null, siblingsWith(old, id))
    this.chat.messages = before.slice(0, at)
    this.store.patch({ editing: null })
    void this.run({
      request: () => this.post(message),
      undo: () => {
        this.chat.messages = before
        this.store.patch({ editing: { messageId, text } })
      },
    })
  }

  startEditing(messageId: string, text: string): void {
    if (!this.isOccupied) this.store.patch({ editing: { messageId, text } })
  }

  stopEditing(): void {
    this.store.patch({ editing: null })
  }

  dismissRefusal(): void {
    this.store.patch({ refusal: null })
  }

  /** Asks for another answer to a question; the one shown stays as a version. */
  regenerate(questionId: string, wishes: Wishes = {}): void {
    answerAgain(this, questionId, wishes)
  }

  /** Asks for the rest of a reply that was stopped, interrupted or cut. */
  continueReply(reply: ChatMessage): void {
    goOn(this, reply)
  }

  /** Ends the reply being made; what it has is kept. A message that has not reached the server is taken back. */
  stop(): void {
    this.runner.stop()
    void this.state.comparison?.stop()
  }

  /** Shows another version of a message, and what followed it. */
  async select(messageId: string): Promise<void> {
    if (this.isOccupied) return
    const { count } = this.runner
    const result = await this.services.selectMessage({ id: this.id, messageId })
    if (this.runner.count !== count) return
    if (result.ok) this.show(result.data)
    else this.store.patch({ refusal: result.error })
  }

  /** Reads the page before the first message that is loaded. */
  async loadOlder(): Promise<void> {
    const first = this.chat.messages[0]
    if (!first || !this.state.hasOlder || this.state.older === 'loading') return
    this.store.patch({ older: 'loading' })
    try {
      const page = await this.services.readOlder(this.id, first.id)
      if (this.chat.messages[0]?.id === first.id) {
        this.chat.messages = [...page.messages, ...this.chat.messages]
        this.store.patch({ hasOlder: page.hasOlder })
      }
      this.store.patch({ older: 'idle' })
    } catch {
      this.store.patch({ older: 'failed' })
    }
  }

  /** Reads the truth from the server, and goes on with a reply that is being made. Does nothing while one is on screen. */
  async refresh(): Promise<void> {
    const { phase, comparison } = this.state
    const isComparing = comparison?.store.read().running ?? false
    if (phase === 'new' || this.runner.running || isComparing || this.isTemporary) return
    const { count } = this.runner
    try {
      const view = await this.services.readConversation(this.id)
      if (this.runner.count === count) this.adopt(view)
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) this.store.patch({ phase: 'gone', busy: false })
      else if (this.state.phase !== 'ready') this.store.patch({ phase: 'failed' })
    }
  }

  /** Another window makes a reply in this conversation, or one has ended: follows it, unless this window knows. */
  hearReply({ replyId, state }: { replyId: string; state: 'started' | 'ended' }): void {
    const known = this.chat.messages.find(({ id }) => id === replyId)?.metadata?.status
    if (this.runner.running) this.heard.add(replyId)
    else if (known === undefined || (known === 'running') === (state === 'ended')) void this.refresh()
  }

  /** Starts from what the page was made with, unless this window knows better. */
  begin(view: ConversationView): void {
    if (!this.runner.running && !this.state.comparison) this.adopt(view)
  }

  /** Takes over what the server said. */
  adopt(view: ConversationView): void {
    const { title, model, assistantId } = factsOf(view)
    // What is new belongs to the end: somebody who reads far up is left where they are.
    if (this.state.hasNewer) {
      this.store.patch({ title, model, assistantId })
      return
    }
    dropSettled(this, view)
    this.show(view)
    this.store.patch({ title, model, assistantId, phase: 'ready', refusal: null, busy: false })
    this.loadOutbox()
    if (view.runningGenerationId) this.resume(view.runningGenerationId)
    resumeComparison(this, view)
    if (this.sendWhenRead) this.sendNext()
    this.sendWhenRead = false
  }

  /** Follows a reply that is being made already, from its beginning. */
  resume(generationId: string): void {
    if (this.runner.running) return
    const body: ResumeOptions = { generationId }
    void this.run({ request: () => this.chat.resumeStream({ body }), undo: () => undefined })
  }

  loadOutbox(): void {
    this.outbox.load((id) => this.chat.messages.some((message) => message.id === id))
  }

  private post(message: ChatMessage): Promise<void> {
    const { phase, model, assistantId, folderId, asking, second } = this.state
    if (phase === 'new') this.store.patch({ title: titleOf(message) })
    const replyId = second ? newId() : undefined
    this.whenTaken = () => replyId && askSecond(this, message, replyId)
    const wishes: SendOptions = {
      ...(model && { model }),
      ...(assistantId && { assistantId }),
      ...(folderId && { folderId }),
      ...(asking && { asking }),
    }
    const body: SendOptions = { ...(phase === 'new' && wishes), ...(replyId && { replyId }) }
    return this.chat.sendMessage(message, { body })
  }

  async run({ request, undo, versions }: Run): Promise<void> {
    const { hasNewer } = this.state
    // Whatever is asked for begins a new end right here.
    this.store.patch({ hasNewer: false })
    const outcome = await this.runner.run(request)
    this.whenTaken = null
    if (outcome.how === 'ended') this.replyEnded(versions)
    else if (outcome.how === 'given-up' || !outcome.begun) {
      undo()
      this.store.patch({ hasNewer })
    }
    if (outcome.how === 'refused') await this.recover(outcome.error)
    this.catchUp()
    this.services.onListChange()
  }

  /** Shows what was made elsewhere while a reply was on screen. */
  private catchUp(): void {
    if (this.runner.running) return
    const isMissed = [...this.heard].some((replyId) => !this.chat.messages.some(({ id }) => id === replyId))
    this.heard.clear()
    if (isMissed) void this.refresh()
  }

  private async recover(error: Error): Promise<void> {
    const status = error instanceof Refusal ? error.status : null
    if (status !== 409) this.store.patch({ refusal: refusalOf(error, UNEXPECTED) })
    if (this.isTemporary) this.keepWhatCame()
    if (status !== 409 && status !== 404) return
    // Another window was quicker, or the conversation is not what it was.
    await this.refresh()
    this.conflicts += 1
    if (status === 409 && this.conflicts <= MOST_CONFLICTS) this.sendNext()
  }

  /** The server can no longer say how a temporary reply ended: what came of it stays. */
  private keepWhatCame(): void {
    const reply = this.chat.lastMessage
    if (reply?.metadata?.status !== 'running') return
    const metadata = { ...reply.metadata, status: 'interrupted' as const }
    this.chat.messages = [...this.chat.messages.slice(0, -1), { ...reply, metadata }]
  }

  private replyEnded(versions: Run['versions']): void {
    this.conflicts = 0
    const reply = this.chat.lastMessage
    if (reply?.role !== 'assistant') return
    const all = versions?.(reply.id)
    if (all) this.chat.messages = [...this.chat.messages.slice(0, -1), withSiblings(reply, all)]
    if (reply.metadata?.status === 'done') this.sendNext()
  }

  /** Puts a page that ends the branch to be shown onto what is loaded. */
  show(page: MessagePage): void {
    const merged = mergeBranch({ messages: this.chat.messages, hasOlder: this.state.hasOlder }, page)
    this.chat.messages = merged.messages
    this.store.patch({ hasOlder: merged.hasOlder, hasNewer: false })
  }

  /** An open connection means that the server has taken the request. */
  private connectionChanged(connection: ConnectionState): void {
    const isFirst = connection === 'open' && this.state.phase === 'new'
    if (isFirst) {
      this.store.patch({ phase: 'ready' })
      this.outbox.moveTo(this.id)
      this.services.onListChange()
    }
    this.runner.connectionChanged(connection)
    if (connection !== 'open') return
    this.outbox.settle()
    this.whenTaken?.()
    this.whenTaken = null
  }
}

const UNEXPECTED = 'Something went wrong in this window. Reload the page to see where the conversation is.'
