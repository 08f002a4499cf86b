import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { BSON, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crc32c } from './src/protocol/crc32c.ts'
import { makeDirectory, startServer, type TestServer } from './test-support/server.ts'

let dir: string
let server: TestServer
let client: MongoClient

beforeAll(async () => {
  dir = await makeDirectory()
  server = await startServer(dir)
  client = await new MongoClient(server.url).connect()
  await client.db('t').collection<{ _id: number }>('kept').insertOne({ _id: 1 })
})

afterAll(async () => {
  await client.close()
  expect(await server.stop()).toBe(0)
  await rm(dir, { recursive: true })
})

const OP_MSG = 2013
const OP_QUERY = 2004

function frame(opCode: number, body: Buffer, length = body.length + 16): Buffer {
  const header = Buffer.alloc(16)
  header.writeInt32LE(length, 0)
  header.writeInt32LE(77, 4)
  header.writeInt32LE(opCode, 12)
  return Buffer.concat([header, body])
}

function flagged(flags: number, ...sections: Buffer[]): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32LE(flags)
  return Buffer.concat([head, ...sections])
}

const bodySection = (doc: BSON.Document) => Buffer.concat([Buffer.from([0]), BSON.serialize(doc)])

function sequenceSection(name: string, docs: Buffer[], size?: number): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...docs])
  const head = Buffer.alloc(5)
  head[0] = 1
  head.writeInt32LE(size ?? content.length + 4, 1)
  return Buffer.concat([head, content])
}

const ping = () => bodySection({ ping: 1, $db: 'admin' })

async function open(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Sends bytes; resolves with the documents of the replies that came, and whether the server hung up. */
async function exchange(bytes: Buffer, replies = 1): Promise<{ docs: BSON.Document[]; closed: boolean }> {
  const socket = await open()
  let received = Buffer.alloc(0)
  const docs: BSON.Document[] = []
  const closed = await new Promise<boolean>((resolve) => {
    socket.on('close', () => resolve(true))
    socket.on('data', (piece) => {
      received = Buffer.concat([received, piece as Buffer])
      while (received.length >= 16 && received.length >= received.readInt32LE(0)) {
        const length = received.readInt32LE(0)
        const start = received.readInt32LE(12) === OP_MSG ? 21 : 36
        docs.push(BSON.deserialize(received.subarray(start, length)))
        received = received.subarray(length)
      }
      if (docs.length >= replies) resolve(false)
    })
    socket.write(bytes)
  })
  socket.destroy()
  return { docs, closed }
}

async function expectAlive(): Promise<void> {
  expect(await client.db('t').collection('kept').countDocuments()).toBe(1)
}

describe('the wire protocol', () => {
  it('answers OP_MSG, and several messages sent at once in their order', async () => {
    const messages = [1, 2, 3].map(() => frame(OP_MSG, flagged(0, ping())))
    const { docs } = await exchange(Buffer.concat(messages), 3)
    expect(docs.map((doc) => doc['ok'])).toEqual([1, 1, 1])
  })

  it('answers a message that comes byte by byte', async () => {
    const socket = await open()
    const reply = once(socket, 'data')
    for (const byte of frame(OP_MSG, flagged(0, ping()))) socket.write(Buffer.from([byte]))
    expect(BSON.deserialize((await reply)[0].subarray(21))).toMatchObject({ ok: 1 })
    socket.destroy()
  })

  it('answers the legacy hello by OP_REPLY and refuses other legacy commands', async () => {
    const query = (doc: BSON.Document) =>
      frame(
        OP_QUERY,
        Buffer.concat([Buffer.alloc(4), Buffer.from('admin.$cmd\0'), Buffer.alloc(8), BSON.serialize(doc)]),
      )
    const hello = await exchange(query({ isMaster: 1, helloOk: true }))
    expect(hello.docs[0]).toMatchObject({ ismaster: true, maxWireVersion: 25, setName: 'numina', ok: 1 })
    const other = await exchange(query({ find: 'kept' }))
    expect(other.docs[0]).toMatchObject({ ok: 0, code: 352 })
  })

  it('takes document sequences and a right checksum', async () => {
    const docs = [1, 2, 3].map((_id) => Buffer.from(BSON.serialize({ _id })))
    const body = flagged(
      1,
      bodySection({ insert: 'sequence', $db: 't' }),
      sequenceSection('documents', docs),
      Buffer.alloc(4),
    )
    const message = frame(OP_MSG, body)
    message.writeUInt32LE(crc32c(message.subarray(0, -4)), message.length - 4)
    expect((await exchange(message)).docs[0]).toMatchObject({ n: 3, ok: 1 })
  })

  it('does not answer when no answer is wanted', async () => {
    const quiet = frame(
      OP_MSG,
      flagged(2, bodySection({ insert: 'quiet', documents: [{ _id: 1 }], $db: 't' })),
    )
    const { docs } = await exchange(Buffer.concat([quiet, frame(OP_MSG, flagged(0, ping()))]))
    expect(docs).toHaveLength(1)
    expect(await client.db('t').collection('quiet').countDocuments()).toBe(1)
  })

  const truncated = Buffer.from(BSON.serialize({ ping: 1, $db: 'admin' })).subarray(0, -3)
  const deep = Buffer.from(
    BSON.serialize({
      ping: 1,
      $db: 'admin',
      comment: Array(300)
        .fill(0)
        .reduce((inner) => ({ inner }), {}),
    }),
  )
  it.each([
    ['a negative length', frame(OP_MSG, flagged(0, ping()), -1)],
    ['a length smaller than the header', frame(OP_MSG, flagged(0, ping()), 15)],
    ['a length of 48,000,001 bytes', frame(OP_MSG, flagged(0, ping()), 48_000_001)],
    ['an unknown opcode', frame(4242, flagged(0, ping()))],
    ['OP_COMPRESSED, which was not negotiated', frame(2012, flagged(0, ping()))],
    ['an OP_MSG without sections', frame(OP_MSG, flagged(0))],
    ['an OP_MSG without flags', frame(OP_MSG, Buffer.alloc(2))],
    ['unknown required flags', frame(OP_MSG, flagged(4, ping()))],
    ['an unknown kind of section', frame(OP_MSG, flagged(0, ping(), Buffer.from([2, 5, 0, 0, 0])))],
    ['two bodies', frame(OP_MSG, flagged(0, ping(), ping()))],
    ['a wrong checksum', frame(OP_MSG, flagged(1, ping(), Buffer.alloc(4)))],
    ['truncated BSON', frame(OP_MSG, flagged(0, Buffer.concat([Buffer.from([0]), truncated])))],
    ['BSON of 300 levels', frame(OP_MSG, flagged(0, Buffer.concat([Buffer.from([0]), deep])))],
    [
      'a sequence longer than the message',
      frame(OP_MSG, flagged(0, ping(), sequenceSection('documents', [], 9999))),
    ],
    ['a sequence of negative size', frame(OP_MSG, flagged(0, ping(), sequenceSection('documents', [], -5)))],
    ['a sequence that repeats a field', frame(OP_MSG, flagged(0, ping(), sequenceSection('$db', [])))],
    ['an OP_QUERY without a name', frame(OP_QUERY, Buffer.alloc(4, 1))],
  ])('hangs up on %s, and on nobody else', async (_, bytes) => {
    expect((await exchange(bytes)).closed).toBe(true)
    await expectAlive()
  })

  it('refuses a document of 16 MB and one byte, and keeps the connection', async () => {
    const large = { _id: 1, text: 'x'.repeat(16 * 1024 * 1024 + 1) }
    const message = frame(
      OP_MSG,
      flagged(
        0,
        bodySection({ insert: 'large', $db: 't' }),
        sequenceSection('documents', [Buffer.from(BSON.serialize(large))]),
      ),
    )
    const { docs, closed } = await exchange(message)
    expect(closed).toBe(false)
    expect(docs[0]).toMatchObject({ ok: 1, writeErrors: [{ index: 0, code: 2 }] })
    await expectAlive()
  })

  it('names a command that it does not know', async () => {
    const { docs } = await exchange(frame(OP_MSG, flagged(0, bodySection({ flyToTheMoon: 1, $db: 'admin' }))))
    expect(docs[0]).toMatchObject({
      ok: 0,
      code: 59,
      codeName: 'CommandNotFound',
      errmsg: "no such command: 'flyToTheMoon'",
    })
  })

  it('survives thousands of damaged messages', { timeout: 120_000 }, async () => {
    let state = 20261123
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const seeds = [
      frame(
        OP_MSG,
        flagged(0, bodySection({ find: 'kept', filter: { _id: { $gt: 0 } }, sort: { _id: 1 }, $db: 't' })),
      ),
      frame(
        OP_MSG,
        flagged(
          0,
          bodySection({ insert: 'fuzz', $db: 't' }),
          sequenceSection('documents', [
            Buffer.from(BSON.serialize({ a: [1, { b: 'x' }], d: new Date(0), o: new BSON.ObjectId() })),
          ]),
        ),
      ),
      frame(
        OP_MSG,
        flagged(
          0,
          bodySection({
            update: 'fuzz',
            updates: [{ q: { a: 1 }, u: { $set: { b: 2 } }, multi: true }],
            $db: 't',
          }),
        ),
      ),
      frame(
        OP_MSG,
        flagged(
          0,
          bodySection({
            aggregate: 'fuzz',
            pipeline: [{ $match: { a: 1 } }, { $group: { _id: '$a' } }],
            cursor: {},
            $db: 't',
          }),
        ),
      ),
    ]
    const socketOf = async (bytes: Buffer) => {
      const socket = await open()
      socket.resume()
      socket.end(bytes)
      await once(socket, 'close')
    }
    for (let round = 0; round < 100; round++) {
      const batch = Array.from({ length: 20 }, () => {
        const bytes = Buffer.from(seeds[random(seeds.length)] as Buffer)
        for (let changes = random(4) + 1; changes > 0; changes--) bytes[random(bytes.length)] = random(256)
        // A length that promises more would only wait for it.
        if (bytes.readInt32LE(0) > bytes.length) bytes.writeInt32LE(bytes.length, 0)
        return random(5) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes
      })
      await Promise.all(batch.map(socketOf))
    }
    await expectAlive()
    expect(server.stderr()).toBe('')
  })
})
