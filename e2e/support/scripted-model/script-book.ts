import { echoScript, findCommand, parseScript, type Script } from './script.ts'

export type Asked = { message: string; stream: boolean }

/** Knows which script answers a call: the command in its prompt, else the first one given that fits, else an echo. */
export class ScriptBook {
  #given: { script: Script; left: number }[] = []
  /** How often the commands of prompts were used. */
  readonly #used = new Map<string, number>()

  /** @throws ScriptError for what is not a script, or a list of them */
  give(value: unknown): void {
    const scripts = (Array.isArray(value) ? value : [value]).map(parseScript)
    for (const script of scripts) this.#given.push({ script, left: countTimes(script.times ?? 1) })
  }

  reset(): void {
    this.#given = []
    this.#used.clear()
  }

  /** @throws ScriptError when the prompt holds a broken command */
  take(asked: Asked): Script {
    return (
      this.#fromPrompt(asked) ??
      this.#fromGiven(asked) ??
      (isNaming(asked) ? NO_TITLE : echoScript(asked.message))
    )
  }

  #fromPrompt({ message, stream }: Asked): Script | null {
    const found = findCommand(message)
    if (!found || !fitsMode(found.script.mode ?? 'stream', stream)) return null
    const used = this.#used.get(found.command) ?? 0
    if (used >= countTimes(found.script.times ?? 'always')) return null
    this.#used.set(found.command, used + 1)
    return found.script
  }

  #fromGiven(asked: Asked): Script | null {
    const { message, stream } = asked
    const usual = isNaming(asked) ? 'stream' : 'any'
    const entry = this.#given.find(
      ({ script }) => fitsMode(script.mode ?? usual, stream) && message.includes(script.match ?? ''),
    )
    if (!entry) return null
    entry.left--
    if (entry.left === 0) this.#given = this.#given.filter((other) => other !== entry)
    return entry.script
  }
}

/** Titles are asked for beside every conversation: unless a test gives one (`mode: 'json'`), the first words stay. */
const NO_TITLE: Script = { text: '' }
const isNaming = ({ message, stream }: Asked): boolean => !stream && message.startsWith('<conversation>')

const countTimes = (times: number | 'always'): number =>
  times === 'always' ? Number.POSITIVE_INFINITY : times

const fitsMode = (mode: NonNullable<Script['mode']>, stream: boolean): boolean =>
  mode === 'any' || (mode === 'stream') === stream
