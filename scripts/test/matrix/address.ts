import path from 'node:path'

/** The address of a file under `app/`, as Next makes it: folders in round brackets are for us alone. */
export function addressOf(file: string): string {
  const folders = path.dirname(file).split('/').slice(1)
  return `/${folders.filter((part) => !part.startsWith('(')).join('/')}`
}
