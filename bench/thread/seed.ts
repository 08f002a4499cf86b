import { MongoClient, ObjectId } from 'mongodb'
import { Chance, someWords } from '../support/words.ts'

const BATCH = 2_000
const MINUTE = 60_000
const MESSAGES_A_CONVERSATION = 50
export const LONG_MESSAGES = 10_000
/** In one message of so many each. */
const RARE_EVERY = 50_000
const MEDIUM_EVERY = 500
export const RARE_WORD = 'kumquat'
export const MEDIUM_WORD = 'pomelo'

/** What is where in the seeded database. */
export type Seeded = { longId: string; shortId: string; topId: string; messages: number; seconds: number }
type Person = { workspaceId: ObjectId; userId: ObjectId }

/** Fills the database of the only account there is: conversations of 50 messages, and one of 10,000. */
export async function seed(databaseUrl: string, messages: number): Promise<Seeded> {
  const client = await new MongoClient(databaseUrl).connect()
  try {
    const db = client.db()
    const membership = await db.collection('memberships').findOne({})
    if (!membership) throw new Error('nobody has signed up')
    const person = { workspaceId: membership['workspaceId'], userId: membership['userId'] } as Person
    const began = performance.now()
    const writer = new Writer((name, documents) =>
      db.collection(name).insertMany(documents, { ordered: false }),
    )
    const chance = new Chance(7)
    const conversations = Math.max(1, Math.round((messages - LONG_MESSAGES) / MESSAGES_A_CONVERSATION))
    let shortId = ''
    for (let i = 0; i < conversations; i++) {
      const ids = await addConversation(
        writer,
        person,
        chance,
        MESSAGES_A_CONVERSATION,
        conversations - i + 60,
      )
      shortId = ids.id
    }
    const long = await addConversation(writer, person, chance, LONG_MESSAGES, 30)
    await writer.flush()
    const seconds = (performance.now() - began) / 1000
    return { longId: long.id, shortId, topId: long.topId, messages: writer.messages, seconds }
  } finally {
    await client.close()
  }
}

class Writer {
  messages = 0
  private readonly waiting = new Map<string, object[]>()
  private readonly insert: (name: string, documents: object[]) => Promise<unknown>

  constructor(insert: (name: string, documents: object[]) => Promise<unknown>) {
    this.insert = insert
  }

  async add(name: 'messages' | 'conversations', document: object): Promise<void> {
    if (name === 'messages') this.messages += 1
    const list = this.waiting.get(name) ?? []
    this.waiting.set(name, list)
    if (list.push(document) >= BATCH) await this.flush()
  }

  async flush(): Promise<void> {
    for (const [name, documents] of this.waiting) if (documents.length > 0) await this.insert(name, documents)
    this.waiting.clear()
    if (this.messages % 100_000 < BATCH)
      console.log(`  seeded ${this.messages.toLocaleString('en')} messages`)
  }
}

async function addConversation(
  writer: Writer,
  person: Person,
  chance: Chance,
  count: number,
  minutesAgo: number,
): Promise<{ id: string; topId: string }> {
  const conversationId = new ObjectId()
  const ends = Date.now() - minutesAgo * MINUTE
  let parentId: string | null = null
  let topId = ''
  for (let depth = 0; depth < count; depth++) {
    const _id = new ObjectId()
    const text = textOf(writer.messages, depth, chance)
    const isReply = depth % 2 === 1
    await writer.add('messages', {
      ...{ _id, ...person, conversationId, parentId, depth, role: isReply ? 'assistant' : 'user' },
      ...{ parts: [{ type: 'text', text }], text, status: 'done', model: isReply ? 'openai/scripted' : null },
      ...{ usage: null, error: null, feedback: null, deletedAt: null },
      createdAt: new Date(ends - (count - depth) * 1000),
    })
    parentId = _id.toHexString()
    if (depth === 0) topId = parentId
  }
  const at = new Date(ends)
  await writer.add('conversations', {
    ...{
      _id: conversationId,
      ...person,
      title: someWords(chance, 5),
      titleSource: 'model',
      leafId: parentId,
    },
    ...{ model: null, folderId: null, assistantId: null, instructions: null, modelSettings: null },
    ...{ emoji: null, colour: null, pinnedAt: null, archivedAt: null, importId: null, deletedAt: null },
    ...{ lastMessageAt: at, createdAt: at, updatedAt: at },
  })
  return { id: conversationId.toHexString(), topId }
}

/** Questions of a line; answers of some paragraphs, every fifth with a list and code. */
function textOf(number: number, depth: number, chance: Chance): string {
  const rare =
    number % RARE_EVERY === 17 ? ` ${RARE_WORD}` : number % MEDIUM_EVERY === 3 ? ` ${MEDIUM_WORD}` : ''
  if (depth % 2 === 0) return `${someWords(chance, 8 + chance.below(10))}${rare}?`
  const paragraph = () => `${someWords(chance, 12 + chance.below(16))}.`
  if (depth % 5 !== 0) return `${paragraph()}${rare}`
  const code = `\`\`\`ts\nconst ${someWords(chance, 1)} = ${chance.below(1000)}\n\`\`\``
  return `${paragraph()}${rare}\n\n- ${someWords(chance, 4)}\n- ${someWords(chance, 4)}\n\n${code}\n\n${paragraph()}`
}
