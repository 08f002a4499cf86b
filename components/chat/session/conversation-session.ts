import { Chat } from '@ai-sdk/react'
import type { ChatMessage, ConversationView, MessagePage } from '@/lib/chat/schema'
import type { ErrorBody } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { askSecond, dropSettled, resumeComparison } from '../comparison/compare'
import type { ConnectionState } from '../transport/follow-reply'
import type { ResumeOptions, SendOptions } from '../transport/transport'
import { answerAgain, goOn, type Wishes } from './answers'
import { mergeBranch, titleOf, userMessage, withSiblings } from './branch'
import { askInOtherWords } from './editing'
import { FarPart } from './far-part'
import { Follower } from './follower'
import { Outbox } from './outbox'
import { ReplyRunner } from './reply-runner'
import type { Run, SessionServices } from './services'
import { beginsWith, factsOf, isOpen, type SessionStart, type SessionState, Store, stateFrom } from './state'

/**
 * One conversation in this browser: its messages (in the AI SDK's `Chat`), and all that can be done with them. It outlives the page
 * that shows it while a reply is being made.
 */
export class ConversationSession {
  readonly id: string
  /** It is in this window alone, and ends with it. */
  readonly isTemporary: boolean
  /** Whose unsent words it keeps in this browser, as `storage.ts` tells them apart; null keeps none. */
  readonly owner: string | null
  readonly chat: Chat<ChatMessage>
  readonly store: Store<SessionState>
  readonly outbox: Outbox
  readonly far: FarPart
  readonly services: SessionServices
  readonly runner: ReplyRunner
  private readonly follower = new Follower(this)
  /** What follows as soon as the server has the question that is on its way. */
  private whenTaken: (() => unknown) | null = null
  private sendWhenRead = false
  /** Requests of which not everything has been seen to. */
  private working = 0
  /** How to ask again for what this refusal is about. */
  private refused: { refusal: ErrorBody | null; again: () => void } | null = null

  constructor(id: string, start: SessionStart, services: SessionServices, owner: string | null = null) {
    this.id = id
    this.owner = owner
    this.isTemporary = start === 'temporary'
    this.services = services
    const transport = services.createTransport((state) => this.connectionChanged(state))
    const messages = typeof start === 'string' ? [] : start.messages
    this.chat = new Chat<ChatMessage>({ id, generateId: newId, transport, messages })
    this.store = new Store<SessionState>(stateFrom(start))
    const stopReply = () => services.stopReply(id)
    this.far = new FarPart(this, services)
    this.runner = new ReplyRunner({ chat: this.chat, store: this.store, stopReply })
    this.outbox = new Outbox(this.store, owner, start === 'new' ? `new:${id}` : id)
  }

  get state(): SessionState {
    return this.store.read()
  }

  /** A reply is being made, or one of two is to be chosen: nothing else can be asked for now. */
  get isOccupied(): boolean {
    return this.state.busy || this.state.comparison !== null
  }

  /** The same, or what follows from a request is still being seen to: the next message may be sent. */
  get isAtWork(): boolean {
    return this.isOccupied || this.working > 0
  }

  /** Sends a message, or lines it up when a reply is being made. */
  send(text: string): void {
    this.outbox.add(text)
    this.sendWhenRead = this.state.phase === 'loading'
    this.sendNext()
  }

  /** Sends the first message that waits; once it has its new words, when it is being changed. */
  sendNext(): void {
    if (this.isOccupied || !isOpen(this.state) || !this.outbox.mayTake()) return
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

  /** Keeps a waiting message from being sent while it is being changed. @returns what ends that, and sends what was due meanwhile */
  changeWaiting(id: string): () => void {
    const end = this.outbox.keep(id)
    return () => {
      if (end()) this.sendNext()
    }
  }

  /** Asks the same question in other words: a new branch beside the old one. */
  edit(messageId: string, text: string): void {
    askInOtherWords(this, messageId, text)
  }

  startEditing(messageId: string, text: string): void {
    const { editing } = this.state
    const words = editing?.messageId === messageId ? editing.text : text
    if (!this.isOccupied) this.store.patch({ editing: { messageId, text: words } })
  }

  /** Keeps the words of a field that goes because the reader has scrolled away from it, until they come back. */
  leaveEditing(messageId: string, text: string): void {
    if (this.state.editing?.messageId === messageId)
      this.store.patch({ editing: { messageId, text, isLeft: true } })
  }

  stopEditing(): void {
    this.store.patch({ editing: null })
  }

  dismissRefusal(): void {
    this.store.patch({ refusal: null })
  }

  /** Repeats what was refused; without a way to, looks what is true now. */
  tryAgain(): void {
    const { refusal, queue } = this.state
    if (refusal && this.refused?.refusal === refusal) this.refused.again()
    else if (queue.length > 0 && !this.isOccupied) this.sendNext()
    else if (this.isTemporary) this.dismissRefusal()
    else void this.refresh()
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
    if (this.isOccupied || (await this.choose(messageId))) return
    this.refused = { refusal: this.state.refusal, again: () => void this.select(messageId) }
  }

  /** The same, also while two answers are compared. @returns whether the server has it */
  async choose(messageId: string): Promise<boolean> {
    const { count } = this.runner
    const result = await this.services.selectMessage({ id: this.id, messageId })
    if (this.runner.count !== count) return false
    if (result.ok) {
      // What was read before this is no longer the truth: it would bring the other version back for a moment.
      this.runner.count += 1
      this.show(result.data)
    }
    this.store.patch({ refusal: result.ok ? null : result.error })
    return result.ok
  }

  /** Reads the page before the first message that is loaded. */
  loadOlder(): Promise<void> {
    return this.far.loadOlder()
  }

  /** Reads the truth from the server, and goes on with a reply that is being made. Does nothing while one is on screen. */
  refresh(): Promise<void> {
    return this.follower.refresh()
  }

  /** Another window makes a reply in this conversation, or one has ended. */
  hearReply(sign: { replyId: string; state: 'started' | 'ended' }): void {
    this.follower.hear(sign)
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

  /** Sends a message whose place in the branch is made. */
  post(message: ChatMessage): Promise<void> {
    const { phase, second } = this.state
    if (phase === 'new') this.store.patch({ title: titleOf(message) })
    const replyId = second ? newId() : undefined
    this.whenTaken = () => replyId && askSecond(this, message, replyId)
    const body: SendOptions = {
      ...(phase === 'new' && beginsWith(this.state)),
      ...(replyId && { replyId }),
    }
    return this.chat.sendMessage(message, { body })
  }

  async run(run: Run): Promise<void> {
    this.working += 1
    try {
      await this.carryOut(run)
    } finally {
      this.working -= 1
      // Whoever waits for the session to have nothing more to do looks again.
      this.store.patch({})
    }
  }

  private async carryOut({ request, undo, versions, again }: Run): Promise<void> {
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
    if (outcome.how === 'refused') {
      await this.follower.recover(outcome.error)
      if (again && !outcome.begun) this.refused = { refusal: this.state.refusal, again }
    }
    this.follower.catchUp()
    this.services.onListChange()
  }

  private replyEnded(versions: Run['versions']): void {
    this.follower.wentWell()
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
