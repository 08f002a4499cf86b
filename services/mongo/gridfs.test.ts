import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { GridFSBucket } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { useDatabase } from './test-support/client.ts'

const fixture = useDatabase('gridfs')

describe('GridFS', () => {
  it('stores, reads, finds, renames and deletes files', async () => {
    const bucket = new GridFSBucket(fixture.db, { bucketName: 'files', chunkSizeBytes: 100_000 })
    const content = randomBytes(1_234_567)
    const upload = bucket.openUploadStream('a.bin', { metadata: { kind: 'test' } })
    await pipeline(Readable.from([content]), upload)
    expect((await buffer(bucket.openDownloadStream(upload.id))).equals(content)).toBe(true)
    const part = await buffer(bucket.openDownloadStream(upload.id, { start: 150_000, end: 350_000 }))
    expect(part.equals(content.subarray(150_000, 350_000))).toBe(true)
    const [file] = await bucket.find({ 'metadata.kind': 'test' }).toArray()
    expect(file).toMatchObject({ filename: 'a.bin', length: content.length, chunkSize: 100_000 })
    await bucket.rename(upload.id, 'b.bin')
    expect((await buffer(bucket.openDownloadStreamByName('b.bin'))).equals(content)).toBe(true)
    await bucket.delete(upload.id)
    expect(await fixture.db.collection('files.chunks').countDocuments()).toBe(0)
    await bucket.drop()
  })
})
