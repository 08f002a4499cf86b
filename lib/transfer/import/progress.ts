import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { findImport, findImports, type ImportRecord, moveImport } from '../data'
import type { ImportDto } from '../schema'
import { Tally } from './report'

function toImport({
  id,
  fileName,
  source,
  status,
  progress,
  report,
  createdAt,
  endedAt,
}: ImportRecord): ImportDto {
  return {
    id,
    fileName,
    source: source === '' ? null : source,
    status,
    ...progress,
    report: report ?? new Tally().report(),
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

/** @throws AppError `not_found` */
export async function getImport(ctx: Ctx, id: string): Promise<ImportDto> {
  assertCan(ctx, 'conversation:import')
  const job = await findImport(ctx, id)
  if (!job) throw notFound('import')
  return toImport(job)
}

/** @returns the caller's last imports, the newest first */
export async function listImports(ctx: Ctx): Promise<ImportDto[]> {
  assertCan(ctx, 'conversation:import')
  return (await findImports(ctx, 5)).map(toImport)
}

/** Asks an import to stop; it takes back what it has written. Nothing happens to one that has ended. */
export async function cancelImport(ctx: Ctx, id: string): Promise<null> {
  assertCan(ctx, 'conversation:import')
  if (!(await findImport(ctx, id))) throw notFound('import')
  await moveImport(ctx, id, ['running'], { status: 'cancelling' })
  return null
}
