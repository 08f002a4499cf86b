/** Something the user has to do something about: `message` says what is wrong, `hint` what to do. No stack is shown for it. */
export class Failure extends Error {
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Failure'
    this.hint = hint
  }
}

/** The `code` of a system error (`ENOENT`, `EADDRINUSE` …), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Any error in words for the terminal, with what to do where that is known. */
export function explain(error: unknown): string {
  if (error instanceof Failure) return `${error.message}\n  ${error.hint.replaceAll('\n', '\n  ')}`
  if (errorCode(error) === 'ENOSPC') {
    return 'The disk is full.\n  Make room and run the same command again; nothing that was stored is lost.'
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
