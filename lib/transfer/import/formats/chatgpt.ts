import { z } from 'zod'
import type { SkipReason } from '../../schema'
import { cleanText, readDate, type SourceConversation, type SourceMessage } from '../source'

/** What Numina reads of `conversations.json` of ChatGPT's data export. Everything else in it is let be. */
const content = z.looseObject({
  content_type: z.string().optional(),
  parts: z.array(z.unknown()).optional(),
  text: z.string().optional(),
  language: z.string().optional(),
  thoughts: z
    .array(z.looseObject({ summary: z.string().optional(), content: z.string().optional() }))
    .optional(),
})
const message = z.looseObject({
  author: z.looseObject({ role: z.string() }),
  create_time: z.number().nullish(),
  content: content.nullish(),
  recipient: z.string().nullish(),
  metadata: z
    .looseObject({
      is_visually_hidden_from_conversation: z.boolean().optional(),
      model_slug: z.string().optional(),
    })
    .nullish(),
})
const node = z.looseObject({ parent: z.string().nullish(), message: z.unknown() })
const conversation = z.looseObject({
  title: z.string().nullish(),
  create_time: z.number().nullish(),
  update_time: z.number().nullish(),
  mapping: z.record(z.string(), z.unknown()),
  current_node: z.string().nullish(),
  conversation_id: z.string().optional(),
  id: z.string().optional(),
  default_model_slug: z.string().nullish(),
  is_archived: z.boolean().nullish(),
})

export const isChatGpt = (value: object) => 'mapping' in value

/** @returns null when it is no conversation of ChatGPT after all */
export function readChatGpt(
  value: unknown,
): (Omit<SourceConversation, 'importId'> & { id: string | null }) | null {
  const parsed = conversation.safeParse(value)
  if (!parsed.success) return null
  const { mapping, title, create_time, update_time, current_node, conversation_id, id } = parsed.data
  const notes: SkipReason[] = []
  const messages = Object.entries(mapping).map(([key, each]) => readNode(key, each, notes))
  return {
    source: 'chatgpt',
    id: conversation_id ?? id ?? null,
    title: title ?? '',
    createdAt: readDate(create_time),
    updatedAt: readDate(update_time),
    model: null,
    current: current_node ?? null,
    messages,
    notes,
    ...(parsed.data.is_archived && { marks: { ...NO_MARKS, isArchived: true } }),
  }
}

const NO_MARKS = { instructions: null, emoji: null, colour: null, isPinned: false, folders: [] }

function readNode(key: string, value: unknown, notes: SkipReason[]): SourceMessage {
  const place = node.safeParse(value)
  const base = {
    key,
    parent: place.data?.parent ?? null,
    role: 'user',
    parts: [],
    createdAt: null,
    model: null,
  } as const
  const found = place.success ? place.data.message : undefined
  // The node at the top, and a few in between, hold the tree together and say nothing.
  if (found === null || found === undefined) return { ...base, parts: [], skip: 'structure' }
  const parsed = message.safeParse(found)
  if (!parsed.success) return { ...base, parts: [], skip: 'not_a_conversation' }
  const { author, create_time, content: said, metadata } = parsed.data
  const skip = whyNot(parsed.data)
  const rest = {
    createdAt: readDate(create_time),
    model: metadata?.model_slug ?? null,
    ...(skip && { skip }),
  }
  const role = author.role === 'assistant' ? 'assistant' : 'user'
  return { ...base, ...rest, role, parts: skip ? [] : partsOf(said ?? {}, notes) }
}

function whyNot({ author, recipient, metadata, content: said }: z.infer<typeof message>): SkipReason | null {
  if (metadata?.is_visually_hidden_from_conversation || author.role === 'system') return 'hidden'
  if (said?.content_type === 'user_editable_context' || said?.content_type === 'model_editable_context')
    return 'hidden'
  if (author.role === 'tool' || (author.role === 'assistant' && recipient && recipient !== 'all'))
    return 'tool'
  if (said?.content_type === 'reasoning_recap') return 'hidden'
  return author.role === 'user' || author.role === 'assistant' ? null : 'unknown_role'
}

function partsOf(said: z.infer<typeof content>, notes: SkipReason[]): SourceMessage['parts'] {
  if (said.thoughts) {
    const text = said.thoughts.map((thought) => thought.content || thought.summary || '').join('\n\n')
    return [{ type: 'reasoning', text: cleanText(text) }]
  }
  if (said.content_type === 'code' && said.text)
    return [
      {
        type: 'text',
        text: `\`\`\`${said.language === 'unknown' ? '' : (said.language ?? '')}\n${cleanText(said.text)}\n\`\`\``,
      },
    ]
  const texts = (said.parts ?? [said.text]).flatMap((part) => textOfPart(part, notes))
  return [{ type: 'text', text: cleanText(texts.join('\n\n')) }]
}

const spoken = z.looseObject({ text: z.string() })

function textOfPart(part: unknown, notes: SkipReason[]): string[] {
  if (typeof part === 'string') return part === '' ? [] : [part]
  const words = spoken.safeParse(part)
  if (words.success) return [words.data.text]
  if (part === null || typeof part !== 'object') return []
  notes.push('attachment')
  return ['[attachment]']
}
