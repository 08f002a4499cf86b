import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DownloadableModel } from './catalog.ts'
import { downloadModel } from './download.ts'
import { gguf, knownModel, makeContext, makeDir } from './testing.ts'
import { WeightsError } from './types.ts'

const content = gguf('weights '.repeat(200_000))
const half = content.length / 2

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A file server for one file; `answers` come first, one for each request, then whole and correct ones. */
async function serve(...answers: Answer[]) {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.range)
    const answer = answers.shift() ?? sendRest
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tiny.gguf`
  const model: DownloadableModel = { ...knownModel('tiny', content), url, minimumCores: 1 }
  return { model, asked }
}

const startOf = (request: IncomingMessage) =>
  Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)

const sendRest: Answer = (request, response) => {
  const start = startOf(request)
  const range = `bytes ${start}-${content.length - 1}/${content.length}`
  response.writeHead(start > 0 ? 206 : 200, start > 0 ? { 'content-range': range } : {})
  response.end(content.subarray(start))
}

/** Sends half of it and tears the connection down. */
const breakOff: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': content.length })
  response.write(content.subarray(0, half), () => response.destroy())
}

const sendHalfAndStall: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': content.length })
  response.write(content.subarray(0, half))
}

const sendWhole: Answer = (_, response) => response.writeHead(200).end(content)

async function download(model: DownloadableModel, context: ReturnType<typeof makeContext>, limits = {}) {
  const file = await downloadModel(model, context, { connectMs: 2_000, stallMs: 2_000, ...limits })
  return readFile(file)
}

describe('downloadModel', () => {
  it('downloads and tells how far it is', async () => {
    const { model } = await serve()
    const context = makeContext(await makeDir())
    expect((await download(model, context)).equals(content)).toBe(true)
    expect(context.progress.at(-1)).toEqual({
      task: 'downloading tiny',
      bytes: content.length,
      total: content.length,
    })
  })

  it('continues a transfer that breaks off', async () => {
    const { model, asked } = await serve(breakOff)
    expect((await download(model, makeContext(await makeDir()))).equals(content)).toBe(true)
    expect(asked).toHaveLength(2)
    expect(asked[1]).toMatch(/^bytes=[1-9]\d*-$/)
  })

  it('continues what an earlier run began', async () => {
    const { model, asked } = await serve()
    const context = makeContext(await makeDir())
    await writeFile(join(context.partialDir, model.file), content.subarray(0, half))
    expect((await download(model, context)).equals(content)).toBe(true)
    expect(asked).toEqual([`bytes=${half}-`])
  })

  it('begins again when the server does not know ranges', async () => {
    const { model } = await serve(sendWhole)
    const context = makeContext(await makeDir())
    await writeFile(join(context.partialDir, model.file), content.subarray(0, half))
    expect((await download(model, context)).equals(content)).toBe(true)
  })

  it('asks for nothing when all is there', async () => {
    const { model, asked } = await serve()
    const context = makeContext(await makeDir())
    await writeFile(join(context.partialDir, model.file), content)
    await download(model, context)
    expect(asked).toEqual([])
  })

  it('gives up at once when nobody listens, and says what the server answered', async () => {
    const { model } = await serve((_, response) => response.writeHead(404).end())
    const context = makeContext(await makeDir())
    const alone = download({ ...model, url: 'http://127.0.0.1:9/tiny.gguf' }, context)
    await expect(alone).rejects.toBeInstanceOf(WeightsError)
    await expect(alone).rejects.toThrow(/127\.0\.0\.1:9 could not be reached/)
    await expect(download(model, context)).rejects.toThrow(/answered 404/)
  })

  it('does not wait for a server that never answers, or stops sending', async () => {
    const { model } = await serve(
      () => undefined,
      sendHalfAndStall,
      () => undefined,
    )
    const context = makeContext(await makeDir())
    await expect(download(model, context, { connectMs: 50 })).rejects.toThrow(/did not answer within 50 ms/)
    await expect(download(model, context, { connectMs: 200, stallMs: 50 })).rejects.toThrow(/did not answer/)
    expect((await download(model, context)).equals(content)).toBe(true)
  })

  it('stops when it is told to, and keeps what it has', async () => {
    const { model, asked } = await serve(sendHalfAndStall)
    const context = makeContext(await makeDir())
    const stop = new AbortController()
    const onProgress = () => stop.abort(new Error('stopped'))
    await expect(download(model, { ...context, onProgress, signal: stop.signal })).rejects.toThrow('stopped')
    expect((await download(model, context)).equals(content)).toBe(true)
    expect(asked).toHaveLength(2)
  })
})
