import { StartError } from './lock-file.ts'

/** Turns a system's or SQLite's error into one line that says what to do. */
export function explainOpenError(error: unknown, path: string): Error {
  if (error instanceof StartError) return error
  const { code, errcode, message } = error as { code?: string; errcode?: number; message: string }
  const reason = `${code ?? ''} ${errcode ?? ''} ${message}`
  if (/ENOSPC|disk is full|database or disk is full| 13 /.test(reason))
    return new StartError(`The disk of ${path} is full: free some space, then start again.`)
  if (/EACCES|EROFS|EPERM|unable to open|readonly|read-only| 8 | 14 /.test(reason))
    return new StartError(
      `The data directory ${path} is not writable: make it writable for this user, or use another --dir.`,
    )
  if (/not a database|malformed| 26 | 11 /.test(reason))
    return new StartError(
      `The data in ${path} is damaged or not Numina's: restore a backup, or use another --dir.`,
    )
  if (/ENOTDIR|EEXIST/.test(reason)) return new StartError(`${path} is not a directory: use another --dir.`)
  return new StartError(`Cannot open ${path}: ${message}`)
}
