import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { createCrew } from '../launch/crew.ts'
import { plainText } from '../launch/plain-text.ts'
import type { Report } from '../launch/report.ts'
import { cleanEnvironment } from '../lib/clean-environment.ts'
import { explain } from '../lib/failure.ts'
import type { Variables } from '../lib/settings.ts'

export type Counts = { passed: number; failed: number }
export type Result = Counts & { name: string }

type Command = { name: string; args: string[]; env?: Variables }
type Ended = { ok: boolean; output: string }

export type Run = {
  /** For files of this run; goes away with it. */
  folder: string
  /** Runs a program of this project on Node and keeps its output. */
  command(command: Command): Promise<Ended>
  /** Reports what `work` found as one step. A thrown error counts as one failure. */
  step(name: string, work: () => Promise<Outcome>): Promise<Result>
  stop(): Promise<void>
  kill(): void
}

/** `details` are shown when something failed, `note` always. */
export type Outcome = Counts & { note?: string; details?: string }

/** The step failed, or passed, as a whole. */
export const whole = ({ ok, output }: Ended): Outcome => ({
  passed: ok ? 1 : 0,
  failed: ok ? 0 : 1,
  details: output,
})

/** @returns the means to run the steps of one test run, which leave nothing behind */
export function createRun(report: Report): Run {
  const folder = mkdtempSync(path.join(tmpdir(), 'numina-test-'))
  const crew = createCrew(() => undefined)
  const clean = () => rmSync(folder, { recursive: true, force: true })
  let commands = 0

  return {
    folder,
    async command({ name, args, env = {} }) {
      commands += 1
      const task = report.task(name)
      const log = path.join(folder, `${commands}.log`)
      const onLine = (line: string) => task.progress(plainText(line))
      const child = crew.start('app', { name, args, env: { ...cleanEnvironment(), ...env }, log, onLine })
      const { code } = await child.exited
      task.drop()
      return { ok: code === 0, output: readFileSync(log, 'utf8').split('\n').slice(1).join('\n') }
    },
    async step(name, work) {
      const started = Date.now()
      const outcome = await work().catch(
        (error): Outcome => ({ passed: 0, failed: 1, details: explain(error) }),
      )
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      const { passed, failed, note, details } = outcome
      const counts = passed + failed > 1 ? `: ${passed} passed, ${failed} failed` : ''
      report.line(`${failed > 0 ? '✗' : '✓'} ${name}${counts} (${seconds} s)`)
      for (const text of [note, failed > 0 ? details : undefined]) {
        if (text) report.line(indent(text))
      }
      return { name, passed, failed }
    },
    async stop() {
      await crew.stop()
      clean()
    },
    kill() {
      crew.kill()
      clean()
    },
  }
}

function indent(text: string): string {
  return stripVTControlCharacters(text).trimEnd().replace(/^/gm, '    ')
}
