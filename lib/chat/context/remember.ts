import 'server-only'
import { z } from 'zod'
import type { Ctx } from '@/lib/auth/context'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { propose, settingAtHand } from '@/lib/memory/server'
import { chooseModel, openModels } from '@/lib/models/server'
import { findConversation } from '../data'
import { findMessage, type MessageRecord } from '../messages/data'

/** The job that finds what a message tells of the person who wrote it. */
const REMEMBER_JOB = 'chat.remember'

const payloadSchema = z.object({
  workspaceId: idSchema,
  userId: idSchema,
  conversationId: idSchema,
  messageId: idSchema,
  model: z.string(),
})

/** Asks for what a person has just said of themselves to be remembered, if they want that. Each message is read once. */
export async function orderRemembering(ctx: Ctx, message: MessageRecord, model: string): Promise<void> {
  if (!(await settingAtHand(ctx))) return
  const { workspaceId, userId } = ctx
  const { _id: messageId, conversationId } = message
  await enqueueJob(REMEMBER_JOB, { workspaceId, userId, conversationId, messageId, model }, messageId)
}

/** Of the conversation only this one message is read, and only when a person wrote it: no reply, no summary, no file, no tool. */
const remember: JobHandler = async (payload) => {
  const { conversationId, messageId, model: wanted, ...scope } = payloadSchema.parse(payload)
  const [conversation, message, access] = await Promise.all([
    findConversation(scope, conversationId),
    findMessage(scope, conversationId, messageId),
    openModels(scope),
  ])
  if (!conversation || conversation.deletedAt || message?.role !== 'user' || message.deletedAt) return
  const model = await chooseModel(access, [wanted])
  if (!model) return
  const { text, createdAt } = message
  const isThere = async () => (await findConversation(scope, conversationId))?.deletedAt === null
  await propose(scope, access, model, { id: messageId, conversationId, text, createdAt }, isThere)
}

/** The job of this part by its kind. */
export const rememberJobs: Record<string, JobHandler> = { [REMEMBER_JOB]: remember }
