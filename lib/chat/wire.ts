/** What of conversations goes to the browser. */
import type { UIMessage } from 'ai'
import type { Feedback } from '@/lib/feedback/schema'
import type { FolderDto } from '@/lib/folders/schema'
import type { ModelSettings } from '@/lib/models/schema'
import type { COLOURS } from './limits'

/** How a reply ended, or `running` while it is being made. User messages are always `done`. */
export type MessageStatus = 'running' | 'done' | 'stopped' | 'failed' | 'interrupted'

/** What went wrong with a reply, and what the person can do about it. */
export type ReplyError = {
  code:
    | 'model_unavailable'
    | 'model_timeout'
    | 'model_overloaded'
    | 'bad_key'
    | 'quota'
    | 'context_full'
    | 'content_filter'
    | 'broken_stream'
    | 'internal'
  message: string
  action: 'retry' | 'other_model' | 'shorten' | 'settings'
}

/** `cost`: in millionths of a USD, by the price at the time; absent when the price is not known. */
export type TokenUsage = {
  input: number
  output: number
  cached?: number
  reasoning?: number
  cost?: number
}

export type MessageMetadata = {
  parentId: string | null
  status: MessageStatus
  /** ISO 8601, UTC. */
  createdAt: string
  model?: string
  /** `length`: the reply hit the model's limit and can be continued. */
  finishReason?: 'stop' | 'length' | 'content_filter'
  usage?: TokenUsage
  /** The model that was wanted and failed before its first word, and why; `model` stepped in. */
  replaced?: { model: string; code: ReplyError['code'] }
  /** How much of the model's window this reply was made with, in estimated tokens. */
  context?: { tokens: number; window: number }
  /** The ids of what was remembered of the person and went along. */
  memories?: string[]
  error?: ReplyError
  /** What the reader said of it. */
  feedback?: Feedback
  /** All answers to the same parent, oldest first, this one among them; present when there is more than one. */
  siblingIds?: string[]
}

export type ChatMessage = UIMessage<MessageMetadata>

export type Colour = (typeof COLOURS)[number]

export type ConversationDto = {
  id: string
  title: string
  model: string | null
  /** Who answers in it; one that the person cannot use (any more) means: Numina itself. */
  assistantId: string | null
  /** The folder it is in; one that is none of the person's means: in none. */
  folderId: string | null
  emoji: string | null
  colour: Colour | null
  isPinned: boolean
  isArchived: boolean
  /** ISO 8601, UTC. */
  lastMessageAt: string
}

export type ConversationPage = { conversations: ConversationDto[]; nextCursor: string | null }

/**
 * Where a conversation is listed; each is in one place. `recent`: neither pinned, nor archived, nor in a folder.
 * A folder's id: what is in it, without what is pinned or archived.
 */
export type Place = string

/** The side bar: all folders, the first page of each place asked for, and the conversations asked for, wherever they are listed. */
export type RailView = {
  folders: FolderDto[]
  lists: Record<Place, ConversationPage | undefined>
  asked: ConversationDto[]
}

/** One page of the chosen branch, oldest first. */
export type MessagePage = { messages: ChatMessage[]; hasOlder: boolean }

/** A part of the chosen branch that may be far from its end. */
export type MessageWindow = MessagePage & { hasNewer: boolean }

/** Everything the page of a conversation starts from. A running reply is not among the messages: it is read from its stream. */
export type ConversationView = MessagePage & {
  conversation: ConversationDto
  runningGenerationId: string | null
  comparison: ComparisonView | null
}

/** The second of two answers that are compared, until one is chosen. The first is where a reply always is. */
export type ComparisonView = {
  replyId: string
  model: string
  /** Set while it is being made. */
  generationId: string | null
  /** Set when it has ended. */
  message: ChatMessage | null
}

/** What a model is given with the next message. Tokens are estimates. */
export type ContextView = {
  model: string
  window: number
  /** Kept for the reply. */
  reserve: number
  /** Of everything that is sent. */
  tokens: number
  instructions: { source: string; text: string; tokens: number }[]
  summary: { id: string; text: string; tokens: number; isEdited: boolean } | null
  /** The newest of those that are sent, oldest first. */
  messages: { id: string; role: 'user' | 'assistant'; excerpt: string; tokens: number }[]
  /** Sent, too. */
  unlisted: { count: number; tokens: number }
  /** Older messages that are not sent. */
  leftOut: { count: number; isSummarised: boolean }
}

/** The same with what counts where the conversation says nothing. */
export type AskingView = { instructions: string; settings: ModelSettings; above: ModelSettings }

/** What a deletion has done: the branch to show when the shown end is gone, and what it takes to undo it exactly. */
export type Deletion = {
  page: MessagePage | null
  undo: { leafId: string | null; shownLeafId: string | null }
}
