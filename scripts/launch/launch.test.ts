import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cleanEnvironment } from '../lib/clean-environment.ts'
import { fromRoot, root } from '../lib/paths.ts'
import { pickFreePort } from '../lib/ports.ts'
import { claimInstance } from './instance.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-launch-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the launcher on a data directory in `folder` until it gives up. */
async function launch(variables: Record<string, string>) {
  const child = spawn(process.execPath, [fromRoot('scripts/launch.ts'), '--no-env-files'], {
    cwd: root,
    env: {
      ...(cleanEnvironment() as NodeJS.ProcessEnv),
      NUMINA_HOME: path.join(folder, 'home'),
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { errors, code: code as number }
}

test('a port in use: says so and how to use another', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { errors, code } = await launch({ PORT: String(port) })
  server.close()
  expect(errors).toContain(`Port ${port} is in use by another program.`)
  expect(errors).toContain(`PORT=${port + 1} npm start`)
  expect(code).toBe(1)
})

test('an address that is not of this machine', async () => {
  const { errors } = await launch({ HOST: '192.0.2.1', PORT: String(await pickFreePort()) })
  expect(errors).toContain('Nothing can listen on HOST=192.0.2.1 (EADDRNOTAVAIL).')
})

test('a second instance on the same data: names the first', async () => {
  const instance = await claimInstance(path.join(folder, 'home'), 'http://localhost:4000', () => undefined)
  const { errors, code } = await launch({})
  instance.release()
  expect(errors).toContain(
    `Numina already runs on ${folder}/home: process ${process.pid}, http://localhost:4000.`,
  )
  expect(errors).toContain(`kill ${process.pid}`)
  expect(code).toBe(1)
})

test('a data directory that cannot be made', async () => {
  writeFileSync(path.join(folder, 'file'), '')
  const { errors, code } = await launch({ NUMINA_HOME: path.join(folder, 'file', 'home') })
  expect(errors).toContain(
    `The data directory ${folder}/file/home cannot be used: a part of that path is a file.`,
  )
  expect(errors).toContain('NUMINA_HOME=/path/to/data npm start')
  expect(code).toBe(1)
})

// sysfs takes no folders from anybody, root included.
test('a file system that cannot be written', async () => {
  const { errors, code } = await launch({ NUMINA_HOME: '/sys/numina' })
  expect(errors).toMatch(/The data directory \/sys\/numina cannot be used/)
  expect(code).toBe(1)
})

test('a PORT that is none', async () => {
  const { errors, code } = await launch({ PORT: 'http' })
  expect(errors).toContain('PORT is "http", which is no port.')
  expect(code).toBe(1)
})
