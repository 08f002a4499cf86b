import type { Document } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { failureOf, useDatabase } from './test-support/client.ts'

const fixture = useDatabase('catalog')

const validator = {
  $jsonSchema: {
    bsonType: 'object',
    required: ['email', 'age'],
    properties: {
      email: { bsonType: 'string', pattern: '@', description: 'has an at sign' },
      age: { bsonType: 'int', minimum: 0 },
    },
  },
}

let name: string
let count = 0

beforeEach(() => {
  name = `things_${++count}`
})

const listed = async (): Promise<Document | undefined> =>
  (await fixture.db.listCollections({ name }).toArray())[0]

describe('collections', () => {
  it('are listed back with their options exactly as set', async () => {
    const options = { validator, validationLevel: 'moderate', validationAction: 'error' }
    await fixture.db.createCollection(name, options)
    const info = await listed()
    expect(info).toMatchObject({
      name,
      type: 'collection',
      info: { readOnly: false },
      idIndex: { name: '_id_' },
    })
    expect(info?.['options']).toEqual(options)
    expect(Object.keys(info?.['options'].validator.$jsonSchema)).toEqual([
      'bsonType',
      'required',
      'properties',
    ])
  })

  it('can be created again only with the same options', async () => {
    await fixture.db.createCollection(name, { validator })
    await fixture.db.createCollection(name, { validator })
    expect((await failureOf(fixture.db.createCollection(name))).code).toBe(48)
  })

  it('come into being with the first document', async () => {
    expect(await listed()).toBeUndefined()
    await fixture.db.collection(name).insertOne({})
    expect((await listed())?.['options']).toEqual({})
  })

  it('hold documents to their validator', async () => {
    const things = await fixture.db.createCollection(name, { validator })
    await things.insertOne({ email: 'a@b', age: 3 })
    const error = await failureOf(things.insertOne({ email: 'nobody', age: -1 }))
    expect(error).toMatchObject({ code: 121, errInfo: { details: { operatorName: '$jsonSchema' } } })
    expect((await failureOf(things.updateOne({}, { $unset: { age: '' } }))).code).toBe(121)
    expect((await failureOf(things.replaceOne({}, { x: 1 }))).code).toBe(121)
    expect((await failureOf(things.findOneAndUpdate({}, { $set: { age: 'old' } }))).code).toBe(121)
    await things.insertOne({ email: 'nobody' }, { bypassDocumentValidation: true })
    expect(await things.countDocuments()).toBe(2)
  })

  it('let invalid documents be with validationLevel moderate', async () => {
    const things = fixture.db.collection<Document>(name)
    await things.insertOne({ _id: 1 as never, email: 'nobody' })
    await fixture.db.command({ collMod: name, validator, validationLevel: 'moderate' })
    await things.updateOne({ _id: 1 as never }, { $set: { seen: true } })
    expect((await failureOf(things.insertOne({ email: 'nobody' }))).code).toBe(121)
  })

  it('change their options by collMod', async () => {
    await fixture.db.createCollection(name)
    await fixture.db.command({ collMod: name, validator, validationAction: 'error' })
    expect((await listed())?.['options']).toMatchObject({ validator, validationAction: 'error' })
    await fixture.db.command({ collMod: name, validator: {} })
    expect((await listed())?.['options']).not.toHaveProperty('validator')
    expect((await failureOf(fixture.db.command({ collMod: 'there_is_none' }))).code).toBe(26)
  })

  it('refuse validators that make no sense', async () => {
    await failureOf(fixture.db.createCollection(name, { validator: { $foo: 1 } }))
    await failureOf(
      fixture.db.createCollection(name, { validator: { $jsonSchema: { bsonType: 'nonsense' } } }),
    )
    expect(await listed()).toBeUndefined()
  })

  it('are dropped and renamed', async () => {
    const things = fixture.db.collection<Document>(name)
    await things.insertOne({ _id: 1 as never })
    await things.createIndex({ n: 1 })
    const renamed = await things.rename(`${name}_renamed`)
    expect(await renamed.countDocuments()).toBe(1)
    expect((await renamed.indexes()).map((index) => index.name)).toEqual(['_id_', 'n_1'])
    await things.insertOne({ _id: 2 as never })
    expect((await failureOf(renamed.rename(name))).code).toBe(48)
    await renamed.rename(name, { dropTarget: true })
    expect(await things.find().toArray()).toEqual([{ _id: 1 }])
    expect(await things.drop()).toBe(true)
    expect(await listed()).toBeUndefined()
  })

  it('have names that MongoDB allows', async () => {
    for (const bad of ['a$b', '.a', 'a.'])
      expect((await failureOf(fixture.db.command({ insert: bad, documents: [{}] }))).code).toBe(73)
    await fixture.db.collection('with.dots.and-dashes').insertOne({})
  })
})

describe('databases', () => {
  it('are listed while they have collections', async () => {
    const other = fixture.client.db(`${fixture.db.databaseName}_other`)
    const names = async () =>
      (await fixture.client.db().admin().listDatabases()).databases.map((each) => each.name)
    expect(await names()).not.toContain(other.databaseName)
    await other.collection('c').insertOne({})
    expect(await names()).toContain(other.databaseName)
    await other.dropDatabase()
    expect(await names()).not.toContain(other.databaseName)
  })

  it('tell about themselves', async () => {
    const things = fixture.db.collection(name)
    await things.insertMany([{ a: 1 }, { a: 2 }])
    expect(await fixture.db.command({ dbStats: 1 })).toMatchObject({ db: fixture.db.databaseName, ok: 1 })
    expect(await fixture.db.command({ collStats: name })).toMatchObject({ count: 2 })
    const [stats] = await things.aggregate([{ $collStats: { count: {}, storageStats: {} } }]).toArray()
    expect(stats).toMatchObject({ count: 2, storageStats: { count: 2 } })
    const status = await fixture.db.admin().serverStatus()
    expect(status['uptime']).toBeGreaterThan(0)
    expect((await fixture.db.admin().buildInfo())['version']).toMatch(/^\d+\.\d+\.\d+/)
  })
})
