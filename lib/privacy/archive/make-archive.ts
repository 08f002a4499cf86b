import 'server-only'
import { z } from 'zod'
import { findSubject } from '@/lib/accounts/server'
import type { Scope } from '@/lib/auth/context'
import { idSchema } from '@/lib/core/id-schema'
import { newId } from '@/lib/core/ids'
import { log } from '@/lib/platform/log'
import {
  type ArchiveProgress,
  addChunk,
  failArchives,
  findArchive,
  findArchives,
  finishArchive,
  removeArchive,
  removeBlob,
  updateMaking,
} from '../data'
import { ARCHIVE_DAYS } from '../limits'
import { mailArchiveReady } from '../mails'
import { PERSONAL_DATA } from '../registry'
import { type Part, writeArchive } from './write-archive'

/** The size of a piece in the database. */
const CHUNK_BYTES = 512 * 1024
const TELL_EVERY_MS = 500
const MOST_ATTEMPTS = 3
const DAY_MS = 24 * 60 * 60 * 1000

const payloadSchema = z.object({ archiveId: idSchema, workspaceId: idSchema, userId: idSchema })

/** Somebody took the archive away while it was being made. */
class Unwanted extends Error {}

/** @returns when an archive that is ready now ends */
export const archiveEnd = (): Date => new Date(Date.now() + ARCHIVE_DAYS * DAY_MS)

/** The job that makes an archive. After a crash it begins anew; after three failures it says so. */
export async function makeArchive(payload: unknown): Promise<void> {
  const { archiveId, ...scope } = payloadSchema.parse(payload)
  const archive = await findArchive(scope, archiveId)
  if (!archive || archive.status === 'ready' || archive.status === 'failed') return
  if (archive.blobId) await removeBlob(scope, archive.blobId)
  const attempts = (archive.progress as ArchiveProgress).attempts + 1
  const blobId = newId()
  try {
    await fill(scope, { archiveId, blobId, attempts })
  } catch (error) {
    await removeBlob(scope, blobId)
    if (error instanceof Unwanted) return
    if (attempts < MOST_ATTEMPTS) throw error
    log.error('an archive could not be made', { archiveId, error })
    await failArchives(scope)
    return
  }
  // The newest has everything: the ones before it are not kept beside it.
  for (const other of await findArchives(scope))
    if (other._id !== archiveId) await removeArchive(scope, other)
  await mailArchiveReady(scope.userId, archiveId)
}

type Making = { archiveId: string; blobId: string; attempts: number }

async function fill(scope: Scope, { archiveId, blobId, attempts }: Making): Promise<void> {
  const subject = await findSubject(scope.userId)
  if (!subject) throw new Unwanted()
  const parts: Part[] = []
  for (const data of PERSONAL_DATA) parts.push({ data, count: await data.countFor(subject) })
  const progress = { done: 0, total: parts.reduce((sum, { count }) => sum + count, 0), attempts }
  const tell = async () => {
    const change = { status: 'running', progress: { ...progress }, blobId } as const
    if (!(await updateMaking(scope, archiveId, change))) throw new Unwanted()
  }
  await tell()

  const store = new BlobWriter(scope, blobId)
  let toldAt = Date.now()
  const onRecord = () => {
    progress.done += 1
  }
  for await (const piece of writeArchive(subject, parts, onRecord)) {
    await store.write(piece)
    if (Date.now() - toldAt < TELL_EVERY_MS) continue
    await tell()
    toldAt = Date.now()
  }
  await store.flush()
  const ended = { ...progress, total: progress.done }
  const finished = await finishArchive(scope, archiveId, {
    blobId,
    size: store.size,
    progress: ended,
    expiresAt: archiveEnd(),
  })
  if (!finished) throw new Unwanted()
}

/** Puts bytes into the database in pieces of one size, each when it is full. */
class BlobWriter {
  size = 0
  private readonly scope: Scope
  private readonly blobId: string
  private seq = 0
  private waiting: Uint8Array[] = []
  private waitingBytes = 0

  constructor(scope: Scope, blobId: string) {
    this.scope = scope
    this.blobId = blobId
  }

  async write(piece: Uint8Array): Promise<void> {
    this.waiting.push(piece)
    this.waitingBytes += piece.length
    if (this.waitingBytes >= CHUNK_BYTES) await this.flush()
  }

  async flush(): Promise<void> {
    if (this.waitingBytes === 0) return
    const bytes = Buffer.concat(this.waiting)
    this.waiting = []
    this.waitingBytes = 0
    this.size += bytes.length
    const { blobId, seq } = this
    this.seq += 1
    await addChunk(this.scope, { blobId, seq, bytes, expiresAt: archiveEnd() })
  }
}
