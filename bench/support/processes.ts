import { readdirSync, readFileSync } from 'node:fs'

/** What belongs to a Numina, by a part of each process's command line. */
export const PROCESSES = {
  app: /server\.ts/,
  database: /services\/mongo\/main\.ts/,
  launcher: /scripts\/launch\.ts/,
  model: /services\/llm\/main\.ts/,
} as const

const TICKS_PER_SECOND = 100

/** Linux only, as all of this: read from /proc. */
export function processIds(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

/** @returns the command line of a process; empty when it is gone */
export function commandOf(pid: number): string {
  return read(pid, 'cmdline').replaceAll('\0', ' ')
}

/** @returns milliseconds of processor time a process has used, by all its threads */
export function cpuMs(pid: number): number {
  // The name in brackets may hold blanks. Source: proc_pid_stat(5), fields 14 and 15
  const fields = read(pid, 'stat').split(') ').at(-1)?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND
}

/** @returns resident memory of a process in megabytes; 0 when it is gone */
export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(read(pid, 'status')) ?? []
  return Number(kilobytes ?? 0) / 1000
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
