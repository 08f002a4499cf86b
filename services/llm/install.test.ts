import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InstallError, installDependencies, SERVICE_DIR } from './install.ts'
import { makeDir } from './weights/testing.ts'

/** A package without dependencies: what npm does with it needs no network. */
async function makePackage(): Promise<string> {
  const dir = await makeDir()
  const head = { name: 'nothing', version: '1.0.0' }
  await writeFile(join(dir, 'package.json'), JSON.stringify(head))
  const lock = { ...head, lockfileVersion: 3, requires: true, packages: { '': head } }
  await writeFile(join(dir, 'package-lock.json'), JSON.stringify(lock))
  return dir
}

describe('installDependencies', () => {
  it('installs once, and again when the lock has changed', async () => {
    const dir = await makePackage()
    const started: string[] = []
    const install = () => installDependencies({ dir, onStart: (message) => started.push(message) })
    expect(await install()).toBe(true)
    expect(await install()).toBe(false)
    expect(started).toHaveLength(1)
    const lock = join(dir, 'package-lock.json')
    await writeFile(lock, `${await readFile(lock, 'utf8')}\n`)
    expect(await install()).toBe(true)
  })

  it('fails with what npm said, and does not count as done', async () => {
    const dir = await makePackage()
    await writeFile(join(dir, 'package-lock.json'), '{ broken')
    await expect(installDependencies({ dir })).rejects.toBeInstanceOf(InstallError)
    await expect(installDependencies({ dir })).rejects.toThrow(/npm ci ended with code/)
  })
})

describe('the lock', () => {
  it('has the processor build of every platform and none for graphics cards', async () => {
    const { packages } = JSON.parse(await readFile(join(SERVICE_DIR, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>
    }
    const wanted = packages['node_modules/node-llama-cpp']?.optionalDependencies ?? {}
    const builds = Object.keys(wanted).filter((name) => name.startsWith('@node-llama-cpp/'))
    expect(builds.length).toBeGreaterThan(6)
    expect(builds.filter((name) => /cuda|vulkan/.test(name))).toEqual([])
    for (const name of builds) expect(packages).toHaveProperty([`node_modules/${name}`])
  })
})
