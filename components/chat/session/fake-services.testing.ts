import { expect, vi } from 'vitest'
import type { ChatMessage, ConversationView, MessageMetadata, SendInput } from '@/lib/chat/schema'
import { fakeConversation } from '../list/fake-conversation.testing'
import { errorResponse, fakeEnvironment, type Request } from '../transport/fake-server.testing'
import type { ReplyChunk } from '../transport/follow-reply'
import { createTransport } from '../transport/transport'
import { ConversationSession } from './conversation-session'
import type { SessionServices } from './services'

/** Test helper: a reply whose chunks the test sends one by one. */
class FakeReply {
  readonly input: SendInput | null
  readonly response: Response
  private readonly sent: ReplyChunk[] = []
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor(request: Request) {
    this.input = request.body as SendInput | null
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.controller = controller
      },
    })
    this.response = new Response(body, { headers: { 'x-generation-id': 'b'.repeat(24) } })
  }

  emit(...chunks: ReplyChunk[]): void {
    for (const chunk of chunks) {
      this.sent.push(chunk)
      const event = `id: ${this.sent.length}\ndata: ${JSON.stringify(chunk)}\n\n`
      this.controller?.enqueue(new TextEncoder().encode(event))
    }
  }

  /** The reply's beginning: its id and these words. */
  begin(messageId: string, text: string, parentId = 'p'): void {
    const messageMetadata: MessageMetadata = { parentId, status: 'running', createdAt: NOW }
    this.emit({ type: 'start', messageId, messageMetadata }, { type: 'text-start', id: '0' })
    this.emit({ type: 'text-delta', id: '0', delta: text })
  }

  end(status: MessageMetadata['status'] = 'done', parentId = 'p'): void {
    this.emit({ type: 'finish', messageMetadata: { parentId, status, createdAt: NOW } })
  }

  break(error: Error): void {
    this.controller?.error(error)
  }
}

export const NOW = '2026-01-01T00:00:00.000Z'
export const ID = 'c'.repeat(24)
export const OWNER = `${'f'.repeat(24)}:${'e'.repeat(24)}`

export function said(
  id: string,
  role: 'user' | 'assistant',
  text: string,
  metadata: Partial<MessageMetadata> = {},
): ChatMessage {
  const facts: MessageMetadata = { parentId: null, status: 'done', createdAt: NOW, ...metadata }
  return { id, role, parts: [{ type: 'text', text }], metadata: facts }
}

export function viewOf(messages: ChatMessage[], more: Partial<ConversationView> = {}): ConversationView {
  const conversation = fakeConversation({ id: ID, lastMessageAt: NOW })
  return { conversation, messages, hasOlder: false, runningGenerationId: null, comparison: null, ...more }
}

type Refused = { status: number; code: string; retryAfter?: number }

/** A session whose server is the test: replies are handed out in `replies`, `refuse` answers the next request with an error. */
export function fakeSession(
  start: ConversationView | 'unread' | 'temporary' | null,
  overrides: Partial<SessionServices> = {},
) {
  const replies: FakeReply[] = []
  const stops: string[] = []
  let refusals: Refused[] = []
  let reads = 0
  let truth = typeof start === 'string' ? null : start
  const { environment, requests } = fakeEnvironment((request) => {
    const refusal = refusals.shift()
    if (refusal) return errorResponse(refusal.status, refusal.code, { retryAfter: refusal.retryAfter })
    const reply = new FakeReply(request)
    replies.push(reply)
    return reply.response
  })
  const services: SessionServices = {
    createTransport: (onConnection) => createTransport({ environment, onConnection }),
    readConversation: async () => {
      reads += 1
      return truth ?? Promise.reject(new Error('no view'))
    },
    readOlder: async () => ({ messages: [], hasOlder: false }),
    readNewer: async () => ({ messages: [], hasOlder: true, hasNewer: false }),
    showMessage: async () => ({ ok: true, data: { messages: [], hasOlder: false, hasNewer: false } }),
    stopReply: async (id, replyId) => {
      stops.push(replyId ?? id)
    },
    selectMessage: async () => ({ ok: true, data: { messages: [], hasOlder: false } }),
    onListChange: () => undefined,
    ...overrides,
  }
  return {
    session: new ConversationSession(ID, start ?? 'new', services, OWNER),
    replies,
    requests,
    stops,
    reads: () => reads,
    refuse: (...next: Refused[]) => {
      refusals = next
    },
    setTruth: (next: ConversationView) => {
      truth = next
    },
  }
}

export const texts = ({ chat }: ConversationSession) =>
  chat.messages.map(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '')).join(''))
export const queued = ({ state }: ConversationSession) => state.queue.map(({ text }) => text)
export const idle = (session: ConversationSession) => expect.poll(() => session.state.busy).toBe(false)

/** Tests run without a browser's storage: each gets an empty one. */
export function stubStorage(): void {
  const items = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  })
}
