import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Long, MongoClient, UUID } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeDirectory, startServer } from './test-support/server.ts'
import { WireClient } from './test-support/wire.ts'

let dir: string

beforeEach(async () => {
  dir = await makeDirectory()
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

async function startError(...args: Parameters<typeof startServer>): Promise<string> {
  const error = await startServer(...args).then(
    async (server) => {
      await server.stop()
      return undefined
    },
    (reason: Error) => reason,
  )
  expect(error).toBeDefined()
  return error?.message ?? ''
}

describe('starting and stopping', () => {
  it('says where it listens, stops at SIGTERM with exit code 0, and has kept the data', async () => {
    const first = await startServer(dir)
    const client = await new MongoClient(first.url).connect()
    await client.db('t').collection('c').insertOne({ n: 1 })
    await client.close()
    expect(await first.stop()).toBe(0)
    const second = await startServer(dir)
    const again = await new MongoClient(second.url).connect()
    expect(await again.db('t').collection('c').countDocuments()).toBe(1)
    await again.close()
    expect(await second.stop()).toBe(0)
  })

  it('stops with clients connected, a change stream waiting and a transaction open', async () => {
    const server = await startServer(dir)
    const [writer, watcher] = await Promise.all([
      WireClient.connect(server.url),
      WireClient.connect(server.url),
    ])
    const transaction = {
      lsid: { id: new UUID() },
      txnNumber: Long.ONE,
      autocommit: false,
      startTransaction: true,
    }
    await writer.send({ insert: 'c', documents: [{ n: 1 }], ...transaction, $db: 't' })
    const opened = await watcher.send({
      aggregate: 'c',
      pipeline: [{ $changeStream: {} }],
      cursor: {},
      $db: 't',
    })
    const id = Long.fromValue(opened['cursor'].id)
    const waiting = watcher.send({ getMore: id, collection: 'c', maxTimeMS: 600_000, $db: 't' })
    const [code] = await Promise.all([server.stop(), expect(waiting).rejects.toThrow()])
    expect(code).toBe(0)
    expect(server.stderr()).toBe('')
  })

  it('refuses a directory that another process has, and names that process', async () => {
    const owner = await startServer(dir)
    const message = await startError(dir)
    expect(message).toContain(`in use by process ${owner.process.pid}`)
    expect(message).not.toContain('\n')
    await owner.stop()
  })

  it('takes the directory over from a process that was killed', async () => {
    const killed = await startServer(dir)
    await killed.kill()
    const next = await startServer(dir)
    expect(await next.stop()).toBe(0)
  })

  it('says that the port is in use', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    expect(await startError(dir, { port })).toContain(`Port ${port} on 127.0.0.1 is in use`)
    other.close()
  })

  it('says that the directory is a file, and that data is damaged', async () => {
    await writeFile(join(dir, 'file'), '')
    expect(await startError(join(dir, 'file'))).toContain('not a directory')
    await mkdir(join(dir, 'damaged'))
    await writeFile(
      join(dir, 'damaged', 'data.sqlite'),
      'this is no database, whatever its name says'.repeat(100),
    )
    expect(await startError(join(dir, 'damaged'))).toContain('damaged')
  })

  it('says what is wrong with the arguments', async () => {
    expect(await startError(dir, { args: ['--port', 'many'] })).toContain('--port must be a number')
    expect(await startError('')).toContain('--dir is missing')
    expect(await startError(dir, { args: ['--verbose'] })).toContain('Usage')
  })
})

describe('a password', () => {
  it('is needed for an address that is not loopback', async () => {
    expect(await startError(dir, { args: ['--host', '0.0.0.0'] })).toContain('Refusing to listen on 0.0.0.0')
  })

  it('must be proven by every client when it is set', async () => {
    const env = { NUMINA_MONGO_PASSWORD: 'correct horse' }
    const server = await startServer(dir, { env, args: ['--host', '0.0.0.0'] })
    const url = (login: string) => `mongodb://${login}127.0.0.1:${server.port}/?directConnection=true`
    const stranger = await new MongoClient(url('')).connect()
    await expect(stranger.db('t').collection('c').findOne()).rejects.toMatchObject({ code: 13 })
    await stranger.close()
    for (const login of ['numina:wrong@', 'someone:correct%20horse@'])
      await expect(new MongoClient(url(login)).connect()).rejects.toMatchObject({ code: 18 })
    const friend = await new MongoClient(url('numina:correct%20horse@')).connect()
    await friend.db('t').collection('c').insertOne({ n: 1 })
    expect(await friend.db('t').collection('c').countDocuments()).toBe(1)
    await friend.close()
    expect(await server.stop()).toBe(0)
  })

  it('can stand in a file', async () => {
    const file = join(dir, 'password')
    await writeFile(file, 'secret\n')
    const server = await startServer(join(dir, 'data'), { args: ['--password-file', file] })
    const client = await new MongoClient(`mongodb://numina:secret@127.0.0.1:${server.port}`).connect()
    expect(await client.db('t').command({ connectionStatus: 1 })).toMatchObject({ ok: 1 })
    await client.close()
    await server.stop()
    expect(await startError(dir, { args: ['--password-file', join(dir, 'missing')] })).toContain(
      'Cannot read',
    )
  })
})
