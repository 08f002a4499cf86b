/** The process's exit codes. `noModel`: no weights are to be had, and starting again would not change that. */
export const EXIT = { failed: 1, usage: 2, noModel: 3 } as const

/** Ends the process with one message on stderr. */
export function fail(code: (typeof EXIT)[keyof typeof EXIT], message: string): never {
  console.error(message)
  process.exit(code)
}
