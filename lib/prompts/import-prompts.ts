import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { newId } from '@/lib/core/ids'
import * as data from './data'
import { OWN_COMMANDS, PROMPTS_MAX } from './limits'
import { type FiledPrompt, filedPrompt, type ImportReport, type SavePromptInput } from './schema'

const REPORTED_MAX = 50

/**
 * Adds the prompts of a file to the caller's own. What is there already, by folder, title and text, is not doubled; a command that
 * is taken is left out; what cannot be read is reported and left out.
 */
export async function importPrompts(ctx: Ctx, filed: readonly unknown[]): Promise<ImportReport> {
  assertCan(ctx, 'library:write')
  const own = await data.findOwn(ctx, PROMPTS_MAX)
  const known = new Set(own.map(sameness))
  const commands = new Set([...OWN_COMMANDS, ...own.flatMap(({ command }) => command ?? [])])
  const report: ImportReport = { added: 0, known: 0, refused: [] }
  const added: SavePromptInput[] = []
  for (const [at, entry] of filed.entries()) {
    const parsed = filedPrompt.safeParse(entry)
    if (!parsed.success) {
      refuse(report, titleOf(entry, at), parsed.error.issues[0]?.message ?? 'It cannot be read.')
    } else if (known.has(sameness(parsed.data))) {
      report.known += 1
    } else if (own.length + added.length >= PROMPTS_MAX) {
      refuse(report, parsed.data.title, `You can have ${PROMPTS_MAX.toLocaleString('en')} prompts.`)
    } else {
      const { command } = parsed.data
      const isFree = command !== null && !commands.has(command)
      known.add(sameness(parsed.data))
      if (isFree) commands.add(command)
      added.push({ id: newId(), ...parsed.data, command: isFree ? command : null, isShared: false })
    }
  }
  if (added.length > 0) await data.createPrompts(ctx, added)
  return { ...report, added: added.length }
}

function sameness({ folder, title, content }: Pick<FiledPrompt, 'folder' | 'title' | 'content'>): string {
  return JSON.stringify([folder, title, content])
}

function refuse(report: ImportReport, title: string, reason: string): void {
  if (report.refused.length < REPORTED_MAX) report.refused.push({ title, reason })
}

function titleOf(entry: unknown, at: number): string {
  const title = typeof entry === 'object' && entry !== null && 'title' in entry ? entry.title : null
  return typeof title === 'string' && title.trim() ? title.trim().slice(0, 100) : `Number ${at + 1}`
}
