import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'
import type { MessageRecord } from '../data'

type OwnIds = { _id: ObjectId; workspaceId: ObjectId; userId: ObjectId }
type MessageDocument = Omit<MessageRecord, keyof OwnIds | 'conversationId'> &
  OwnIds & { conversationId: ObjectId }

const messages = () => driverCollection<MessageDocument>('messages')

/** @returns the parent of each message down to a depth: enough to walk a branch of any length without its words */
export async function findParents(
  { workspaceId }: Scope,
  conversationId: string,
  maxDepth: number,
): Promise<Map<string, string | null>> {
  const places = messages()
    .find({
      workspaceId: new ObjectId(workspaceId),
      conversationId: new ObjectId(conversationId),
      depth: { $lte: maxDepth },
    })
    .project<Pick<MessageDocument, '_id' | 'parentId'>>({ parentId: 1 })
  const parents = new Map<string, string | null>()
  for await (const { _id, parentId } of places) parents.set(_id.toHexString(), parentId)
  return parents
}

/** @returns those messages of the conversation, in the order of `ids` */
export async function findMessagesByIds(
  { workspaceId }: Scope,
  conversationId: string,
  ids: readonly string[],
): Promise<MessageRecord[]> {
  const found = await messages()
    .find({
      _id: { $in: ids.map((id) => new ObjectId(id)) },
      workspaceId: new ObjectId(workspaceId),
      conversationId: new ObjectId(conversationId),
    })
    .toArray()
  const byId = new Map(found.map((message) => [message._id.toHexString(), toRecord(message)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function toRecord(message: MessageDocument): MessageRecord {
  return {
    ...message,
    _id: message._id.toHexString(),
    workspaceId: message.workspaceId.toHexString(),
    userId: message.userId.toHexString(),
    conversationId: message.conversationId.toHexString(),
  }
}
