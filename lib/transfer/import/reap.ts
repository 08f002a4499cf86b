import 'server-only'
import { settleImported } from '@/lib/chat/server'
import { log } from '@/lib/platform/log'
import { findDeadImports, moveImport } from '../data'
import { hiddenUntil } from './run-import'

const DEAD_AFTER_MS = 30_000

/** Ends imports whose server died: those that were whole appear, of all others nothing is left. */
export async function reapImports(): Promise<void> {
  for (const job of await findDeadImports(new Date(Date.now() - DEAD_AFTER_MS))) {
    const { id, status, report } = job
    const isWhole = status === 'publishing'
    await settleImported(job, hiddenUntil(job), isWhole ? null : new Date())
    const error = isWhole ? null : 'The server stopped while the file was read. Nothing of it was kept.'
    const nothing = { conversations: 0, messages: 0, skipped: report?.skipped ?? [], error }
    const change = {
      status: isWhole
        ? ('done' as const)
        : status === 'cancelling'
          ? ('cancelled' as const)
          : ('failed' as const),
      report: isWhole ? report : nothing,
      endedAt: new Date(),
    }
    if (await moveImport(job, id, [status], change)) log.warn('import reaped', { importId: id, status })
  }
}
