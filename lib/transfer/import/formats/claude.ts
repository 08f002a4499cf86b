import { z } from 'zod'
import type { SkipReason } from '../../schema'
import { cleanText, readDate, type SourceConversation, type SourceMessage } from '../source'

/** What Numina reads of `conversations.json` of Claude's data export. Everything else in it is let be. */
const block = z.looseObject({ type: z.string(), text: z.string().nullish(), thinking: z.string().nullish() })
const message = z.looseObject({
  uuid: z.string(),
  parent_message_uuid: z.string().nullish(),
  sender: z.string(),
  text: z.string().nullish(),
  content: z.array(z.unknown()).nullish(),
  created_at: z.string().nullish(),
  attachments: z
    .array(z.looseObject({ file_name: z.string().nullish(), extracted_content: z.string().nullish() }))
    .nullish(),
  files: z.array(z.unknown()).nullish(),
})
const conversation = z.looseObject({
  uuid: z.string().nullish(),
  name: z.string().nullish(),
  model: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  current_leaf_message_uuid: z.string().nullish(),
  chat_messages: z.array(z.unknown()),
})

/** The parent of first messages. */
const ROOT = '00000000-0000-4000-8000-000000000000'

export const isClaude = (value: object) => 'chat_messages' in value

/** @returns null when it is no conversation of Claude after all */
export function readClaude(
  value: unknown,
): (Omit<SourceConversation, 'importId'> & { id: string | null }) | null {
  const parsed = conversation.safeParse(value)
  if (!parsed.success) return null
  const { uuid, name, created_at, updated_at, current_leaf_message_uuid, chat_messages } = parsed.data
  const notes: SkipReason[] = []
  let before: string | null = null
  const messages: SourceMessage[] = []
  for (const [i, each] of chat_messages.entries()) {
    const read = readMessage(each, i, before, notes)
    messages.push(read)
    before = read.key
  }
  return {
    source: 'claude',
    id: uuid ?? null,
    title: name ?? '',
    createdAt: readDate(created_at),
    updatedAt: readDate(updated_at),
    model: null,
    current: current_leaf_message_uuid ?? before,
    messages,
    notes,
  }
}

/** Older exports are a list: each message follows the one before it. */
function readMessage(
  value: unknown,
  place: number,
  before: string | null,
  notes: SkipReason[],
): SourceMessage {
  const parsed = message.safeParse(value)
  if (!parsed.success) {
    const base = { key: `#${place}`, parent: before, role: 'user', createdAt: null, model: null } as const
    return { ...base, parts: [], skip: 'not_a_conversation' }
  }
  const { uuid, parent_message_uuid: parent, sender, created_at } = parsed.data
  const isKnown = sender === 'human' || sender === 'assistant'
  return {
    key: uuid,
    parent: parent === undefined || parent === null ? before : parent === ROOT ? null : parent,
    role: sender === 'assistant' ? 'assistant' : 'user',
    parts: isKnown ? partsOf(parsed.data, notes) : [],
    createdAt: readDate(created_at),
    model: null,
    ...(!isKnown && { skip: 'unknown_role' as const }),
  }
}

function partsOf(
  { content, text, attachments, files }: z.infer<typeof message>,
  notes: SkipReason[],
): SourceMessage['parts'] {
  const parts: SourceMessage['parts'] = []
  for (const each of content ?? []) {
    const { data } = block.safeParse(each)
    if (data?.type === 'thinking' && data.thinking)
      parts.push({ type: 'reasoning', text: cleanText(data.thinking) })
    if (data?.type === 'text' && data.text) parts.push({ type: 'text', text: cleanText(data.text) })
  }
  if (!parts.some(({ type }) => type === 'text') && text) parts.push({ type: 'text', text: cleanText(text) })
  // Long texts that were pasted are attachments whose words are in the export.
  for (const { file_name, extracted_content } of attachments ?? []) {
    const name = file_name ? `${file_name}\n\n` : ''
    if (extracted_content) parts.push({ type: 'text', text: cleanText(`${name}${extracted_content}`) })
  }
  if (!files?.length) return parts
  notes.push('attachment')
  return [...parts, { type: 'text', text: '[attachment]' }]
}
