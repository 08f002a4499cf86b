import 'server-only'
import { assertFreshProof } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { enqueueJob } from '@/lib/jobs/server'
import {
  type ArchiveProgress,
  type ArchiveRecord,
  createArchive,
  findArchive,
  findNewestArchive,
  readBlob,
  removeArchive,
} from '../data'
import type { ArchiveDto, ArchiveStatus } from '../schema'
import { archiveEnd } from './make-archive'

export const ARCHIVE_JOB = 'privacy.archive'

function toDto({ _id, status, progress, size, createdAt, expiresAt }: ArchiveRecord): ArchiveDto {
  const { done, total } = progress as ArchiveProgress
  return {
    id: _id,
    status: status as ArchiveStatus,
    done,
    total,
    size,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}

const isOver = ({ expiresAt }: ArchiveRecord) => expiresAt <= new Date()
const isBeingMade = ({ status }: ArchiveRecord) => status === 'waiting' || status === 'running'

/**
 * Asks for an archive of everything that is kept of the caller. While one is being made, asking again is asking for that one.
 *
 * @throws AppError `proof_required`
 */
export async function requestArchive(ctx: Ctx): Promise<ArchiveDto> {
  assertCan(ctx, 'profile:read')
  await assertFreshProof(ctx)
  const newest = await findNewestArchive(ctx)
  if (newest && isBeingMade(newest) && !isOver(newest)) return toDto(newest)
  const { workspaceId, userId } = ctx
  const archive = await createArchive(ctx, newId(), archiveEnd())
  await recordSecurityEvent('data.export_requested', ctx, { archiveId: archive._id })
  await enqueueJob(ARCHIVE_JOB, { archiveId: archive._id, workspaceId, userId }, archive._id)
  return toDto(archive)
}

/** @returns the archive asked for last, or null when there is none any more */
export async function getArchive(ctx: Ctx): Promise<ArchiveDto | null> {
  assertCan(ctx, 'profile:read')
  const newest = await findNewestArchive(ctx)
  return newest && !isOver(newest) ? toDto(newest) : null
}

/** Gives up an archive, ready or not. @throws AppError `not_found` */
export async function discardArchive(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'profile:read')
  const archive = await findArchive(ctx, id)
  if (!archive) throw notFound('archive')
  await removeArchive(ctx, archive)
  return null
}

async function requireReady(ctx: Ctx, id: string): Promise<ArchiveRecord & { blobId: string; size: number }> {
  assertCan(ctx, 'profile:read')
  await assertFreshProof(ctx)
  const archive = await findArchive(ctx, id)
  if (!archive?.blobId || archive.status !== 'ready' || isOver(archive)) throw notFound('archive')
  return { ...archive, blobId: archive.blobId, size: archive.size ?? 0 }
}

/** @returns where a ready archive is downloaded from. @throws AppError `proof_required` or `not_found` */
export async function openArchive(ctx: Ctx, { id }: { id: string }): Promise<{ href: string }> {
  await requireReady(ctx, id)
  return { href: `/api/privacy/archives/${id}` }
}

/** @throws AppError `proof_required` or `not_found` */
export async function readArchive(
  ctx: Ctx,
  id: string,
): Promise<{ pieces: AsyncIterable<Uint8Array>; size: number; fileName: string }> {
  const { blobId, size, createdAt } = await requireReady(ctx, id)
  await recordSecurityEvent('data.exported', ctx, { archiveId: id })
  const fileName = `Numina data ${createdAt.toISOString().slice(0, 10)}.zip`
  return { pieces: readBlob(ctx, blobId), size, fileName }
}
