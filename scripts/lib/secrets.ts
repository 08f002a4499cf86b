import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withLock } from './file-lock.ts'
import { readVariables, type Variables } from './settings.ts'

/** Each made once, 32 random bytes in base64. */
export const SECRETS = ['NEXTAUTH_SECRET', 'NUMINA_ENCRYPTION_KEY']

/**
 * Makes the secrets that neither the environment nor the files in `folder` have, and keeps them in `.env.local` with
 * mode 0600. What is there stays as it is; a crash in the middle leaves the old file or the new one.
 * @param lockFile serialises several starts in one folder
 * @returns the names of the secrets made now
 */
export async function makeSecrets(
  folder: string,
  environment: Variables,
  lockFile: string,
): Promise<string[]> {
  const isMissing = (name: string) => !readVariables(folder, environment)[name]
  if (!SECRETS.some(isMissing)) return []
  return withLock(lockFile, () => {
    const missing = SECRETS.filter(isMissing)
    if (missing.length > 0) addToFile(path.join(folder, '.env.local'), missing)
    return missing
  })
}

function addToFile(file: string, names: string[]): void {
  const before = existsSync(file)
    ? readFileSync(file, 'utf8').replace(/\n?$/, '\n')
    : '# Made by npm start; not for git.\n'
  const lines = names.map((name) => `${name}=${randomBytes(32).toString('base64')}\n`)
  const draft = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(draft, before + lines.join(''), { mode: 0o600 })
    chmodSync(draft, 0o600)
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}
