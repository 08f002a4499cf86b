import { mkdir, statfs } from 'node:fs/promises'

/** Room to leave on the disk beside the weights themselves. */
const MARGIN_BYTES = 64 * 1024 * 1024

const asMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

/**
 * Makes the directory and checks that so much can be written there.
 * @returns why not, in words, or null when there is room
 */
export async function findNoRoom(dir: string, bytes: number): Promise<string | null> {
  await mkdir(dir, { recursive: true })
  const { bavail, bsize } = await statfs(dir)
  const free = bavail * bsize
  if (free >= bytes + MARGIN_BYTES) return null
  return `the disk has ${asMegabytes(free)} free, ${asMegabytes(bytes + MARGIN_BYTES)} are needed`
}
