import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import type { JobHandler } from '@/lib/jobs/server'
import { findEmbedder, openModels } from '@/lib/models/server'
import { log } from '@/lib/platform/log'
import { raiseRev } from '../settings/data'
import { findUnembedded, saveVectors } from './data'

/** The job that makes the vectors of what is remembered. */
export const EMBED_JOB = 'memory.embed'

const AT_ONCE = 32
const TIMEOUT_MS = 30_000

const payloadSchema = z.object({ workspaceId: idSchema, userId: idSchema })

/** Without vectors memories are found by their words, so a provider that fails is not asked for days. */
export const embedMemories: JobHandler = async (payload) => {
  const scope = payloadSchema.parse(payload)
  const embedder = await findEmbedder(await openModels(scope))
  if (!embedder) return
  let count = 0
  for (;;) {
    const texts = await findUnembedded(scope, embedder.id, AT_ONCE)
    if (texts.length === 0) break
    try {
      const vectors = await embedder.embed(
        texts.map(({ text }) => text),
        AbortSignal.timeout(TIMEOUT_MS),
      )
      const embedded = texts.flatMap((memory, at) => {
        const vector = vectors[at]
        return vector ? [{ ...memory, vector }] : []
      })
      await saveVectors(scope, embedder.id, embedded)
    } catch (error) {
      log.info('memories could not be embedded', { embedder: embedder.id, error })
      break
    }
    count += texts.length
    await nextTurn()
  }
  if (count > 0) await raiseRev(scope)
}
