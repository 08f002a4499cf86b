import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { settleImported } from '@/lib/chat/server'
import { AppError } from '@/lib/core/errors'
import { publish } from '@/lib/live/server'
import { log } from '@/lib/platform/log'
import {
  ALIVE,
  beat,
  createImport,
  findImport,
  findImports,
  type ImportProgress,
  type ImportRecord,
  moveImport,
} from '../data'
import { IMPORT_MAX_BYTES } from '../limits'
import type { ImportDto, ImportSource } from '../schema'
import { BEAT_MS, Cancelled, countBytes, TOO_LARGE } from './count-bytes'
import type { FolderPlan } from './folders'
import { readConversation } from './formats/read-conversation'
import { ImportWriter } from './import-writer'
import { getImport } from './progress'
import { Tally } from './report'
import { BrokenFile, splitJson } from './split-json'
import { unpack } from './unpack'

/** A conversation of this size has tens of thousands of messages. A million values take up to 100 MB of memory, and seconds. */
const CONVERSATION_BOUNDS = { bytes: 64_000_000, values: 1_000_000 }
/** An import takes minutes; what one has written is purged after this even if nobody knows of it any more. */
const HIDDEN_MS = 24 * 60 * 60_000

export type Upload = {
  id: string
  fileName: string
  bytesTotal: number | null
  body: AsyncIterable<Uint8Array>
}

/** When what an import writes counts as deleted, as long as it is not settled. Of this import alone among the person's. */
export function hiddenUntil({ createdAt }: Pick<ImportRecord, 'createdAt'>): Date {
  return new Date(createdAt.getTime() + HIDDEN_MS)
}

/**
 * Reads a file of conversations while it is being sent. All of it appears at the end, or nothing: until then everything written
 * counts as deleted, so that a server that dies leaves it to the purge.
 *
 * @returns how it ended, also when the file was broken or somebody cancelled
 * @throws AppError `conflict` while another import of the person runs; `payload_too_large`
 */
export async function importConversations(ctx: Ctx, upload: Upload): Promise<ImportDto> {
  assertCan(ctx, 'conversation:import')
  if ((upload.bytesTotal ?? 0) > IMPORT_MAX_BYTES) throw new AppError('payload_too_large', TOO_LARGE)
  const job = await begin(ctx, upload)
  const state = beginning(upload.bytesTotal)
  const stopBeating = startBeating(ctx, job.id, state)
  let folders: FolderPlan | null = null
  try {
    const found = await readAll(ctx, job, upload.body, state)
    await stopBeating()
    await claim(ctx, job, state, found)
    folders = found
  } catch (error) {
    await stopBeating()
    await takeBack(ctx, job, state, error)
  }
  if (folders) await show(ctx, job, state, folders)
  audit('conversations.imported', {
    count: state.tally.conversations,
    userId: ctx.userId,
    requestId: ctx.requestId,
  })
  return getImport(ctx, job.id)
}

type RunState = { tally: Tally; progress: ImportProgress; source: ImportSource | null; cancelled: boolean }

const beginning = (bytesTotal: number | null): RunState => ({
  tally: new Tally(),
  progress: { bytesRead: 0, bytesTotal },
  source: null,
  cancelled: false,
})

async function begin(ctx: Ctx, { id, fileName, bytesTotal }: Upload): Promise<ImportRecord> {
  const isNew = await createImport(ctx, { id, fileName, progress: { bytesRead: 0, bytesTotal } })
  const job = isNew ? await findImport(ctx, id) : null
  if (!job) throw new AppError('conflict', 'This file is being imported already.')
  // Of two that begin at once, the first goes on.
  const running = (await findImports(ctx, 20)).filter(({ status }) => ALIVE.includes(status))
  const first = running.reduce(
    (a, b) => (`${a.createdAt.getTime()}${a.id}` < `${b.createdAt.getTime()}${b.id}` ? a : b),
    job,
  )
  if (first.id === job.id) return job
  const error = 'Another import is running. Wait until it has ended, or cancel it.'
  await end(ctx, job.id, 'failed', beginning(bytesTotal), error)
  throw new AppError('conflict', error)
}

/** Says every second that this import lives, and looks whether it was cancelled. @returns what stops it */
function startBeating(ctx: Ctx, id: string, state: RunState): () => Promise<void> {
  let turn: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    const { tally, progress, source } = state
    turn = turn
      .then(() => beat(ctx, id, { progress: { ...progress }, report: tally.report(), source }))
      .then((status) => {
        if (status !== 'running') state.cancelled = true
      })
      .catch((error: unknown) => log.warn('an import could not tell its progress', { importId: id, error }))
  }, BEAT_MS)
  return async () => {
    clearInterval(timer)
    await turn
  }
}

async function readAll(
  ctx: Ctx,
  job: ImportRecord,
  body: AsyncIterable<Uint8Array>,
  state: RunState,
): Promise<FolderPlan> {
  const writer = new ImportWriter(ctx, hiddenUntil(job), state.tally)
  let known = 0
  for await (const piece of splitJson(unpack(countBytes(body, state)), CONVERSATION_BOUNDS)) {
    if (piece.kind === 'head') assertVersion(piece)
    else if (piece.kind === 'tooLarge') state.tally.skip('too_large', null)
    else {
      const conversation = readConversation(piece.value)
      if (conversation) {
        known += 1
        state.source = conversation.source
        await writer.add(conversation)
      } else state.tally.skip('not_a_conversation', null)
    }
  }
  await writer.flush()
  if (known === 0) {
    throw new BrokenFile(
      'There is no conversation in this file that Numina can read. It takes its own JSON, and conversations.json of ChatGPT or Claude.',
    )
  }
  return writer.folders
}

function assertVersion({ key, value }: { key: string; value: unknown }): void {
  if (key === 'version' && typeof value === 'number' && value > 1)
    throw new BrokenFile('This file was made by a newer Numina than this one.')
}

/** From here on nothing is taken back. @throws Cancelled when somebody did not want it before */
async function claim(ctx: Ctx, job: ImportRecord, { tally }: RunState, folders: FolderPlan): Promise<void> {
  const report = tally.report()
  // What is true if the server dies before it has put them there.
  if (folders.size > 0) report.skipped.push({ reason: 'no_folder', count: folders.size, examples: [] })
  const now = { status: 'publishing', heartbeatAt: new Date(), report } as const
  if (!(await moveImport(ctx, job.id, ['running'], now))) throw new Cancelled()
}

/** Should this fail halfway, `reapImports` ends it. */
async function show(ctx: Ctx, job: ImportRecord, state: RunState, folders: FolderPlan): Promise<void> {
  await settleImported(ctx, hiddenUntil(job), null)
  const outside = await folders.carryOut(ctx)
  if (outside > 0) state.tally.skip('no_folder', null, outside)
  publish(ctx, { kind: 'conversations', ids: 'all' })
  await end(ctx, job.id, 'done', state, null)
}

async function takeBack(ctx: Ctx, job: ImportRecord, state: RunState, error: unknown): Promise<void> {
  await settleImported(ctx, hiddenUntil(job), new Date())
  const isCancelled = error instanceof Cancelled
  if (!isCancelled) log.info('import failed', { importId: job.id, requestId: ctx.requestId, error })
  await end(ctx, job.id, isCancelled ? 'cancelled' : 'failed', state, reasonOf(error))
}

function reasonOf(error: unknown): string {
  if (error instanceof Cancelled) return 'You cancelled it.'
  if (error instanceof BrokenFile || error instanceof AppError) return error.message
  // The sender is gone: nobody reads this but who looks at the list later.
  return 'The upload broke off, or something went wrong on our side.'
}

async function end(
  ctx: Ctx,
  id: string,
  status: 'done' | 'failed' | 'cancelled',
  { tally, progress, source }: RunState,
  error: string | null,
): Promise<void> {
  const report = tally.report(error)
  const change = { status, report, progress, source: source ?? '', endedAt: new Date() }
  await moveImport(ctx, id, ALIVE, change)
}
