import type { ImportDto, ImportReport, ImportSource, SkipReason } from '@/lib/transfer/schema'

const SOURCES: Record<ImportSource, string> = { numina: 'Numina', chatgpt: 'ChatGPT', claude: 'Claude' }

const WORDS: Record<SkipReason, (count: number) => string> = {
  already_here: (n) => `${amount(n, 'conversation was', 'conversations were')} here already`,
  no_messages: (n) => `${amount(n, 'conversation has', 'conversations have')} nothing to read`,
  not_a_conversation: (n) => `${amount(n, 'entry has', 'entries have')} a form that Numina does not know`,
  too_large: (n) =>
    `${amount(n, 'conversation is', 'conversations are')} larger than 64 MB, or made of more than a million values`,
  hidden: (n) => `${amount(n, 'message was', 'messages were')} hidden there, too`,
  tool: (n) => `${amount(n, 'message was', 'messages were')} between the model and its tools`,
  unknown_role: (n) => `${amount(n, 'message is', 'messages are')} neither by you nor by a model`,
  empty: (n) => `${amount(n, 'message is', 'messages are')} empty`,
  too_long: (n) => `${amount(n, 'message is', 'messages are')} longer than 400,000 characters`,
  same_id: (n) => `${amount(n, 'message has', 'messages have')} the id of another`,
  cycle: (n) => `${amount(n, 'message answers itself', 'messages answer themselves')} in a circle`,
  lost_parent: (n) => `${amount(n, 'message came', 'messages came')} along without what it answers`,
  no_folder: (n) =>
    amount(n, 'conversation may not be in its folder', 'conversations may not be in their folders'),
  attachment: (n) =>
    `${amount(n, 'picture or file is', 'pictures or files are')} not in the file; “[attachment]” stands in its place`,
}

function amount(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

export function explainSkipped({ reason, count }: ImportReport['skipped'][number]): string {
  return WORDS[reason](count)
}

/** What became of an import, in one sentence. */
export function explainEnd({ status, source, report }: ImportDto): string {
  const from = source ? ` from ${SOURCES[source]}` : ''
  if (status === 'cancelled') return 'Cancelled. Nothing of the file was kept.'
  if (status === 'failed') return `${report.error ?? 'Something went wrong.'} Nothing of the file was kept.`
  if (report.conversations === 0) return 'Nothing new: there was no conversation to bring along.'
  return `${countsOf(report)} came along${from}.`
}

export function countsOf({
  conversations,
  messages,
}: Pick<ImportReport, 'conversations' | 'messages'>): string {
  return `${amount(conversations, 'conversation', 'conversations')} with ${amount(messages, 'message', 'messages')}`
}

export function isRunning({ status }: Pick<ImportDto, 'status'>): boolean {
  return status === 'running' || status === 'publishing' || status === 'cancelling'
}
