import { type Child, type ChildOptions, startChild } from '../lib/child.ts'
import { Failure } from '../lib/failure.ts'

/** In the order in which they stop: whoever uses another goes first. Milliseconds each may take, below 10 s in all. */
const GRACE_MS = { app: 6_000, model: 1_500, mail: 500, stripe: 400, database: 1_500 }

export type Role = keyof typeof GRACE_MS

/** The processes that this launcher started. */
export type Crew = {
  start(role: Role, options: ChildOptions): Child
  members(): Child[]
  isStopping(): boolean
  /** Ends all of them in order, each cleanly if it can. */
  stop(): Promise<void>
  /** Ends all of them at once. */
  kill(): void
}

/** @param onChange called with every process that starts */
export function createCrew(onChange: (members: Child[]) => void): Crew {
  const members: { role: Role; child: Child }[] = []
  let stopping: Promise<void> | undefined
  const children = () => members.filter(({ child }) => child.isRunning()).map(({ child }) => child)

  const stopInOrder = async () => {
    for (const role of Object.keys(GRACE_MS) as Role[]) {
      const turn = members.filter((member) => member.role === role)
      await Promise.all(turn.map(({ child }) => child.stop(GRACE_MS[role])))
    }
  }
  return {
    start(role, options) {
      if (stopping) throw new Failure(`${options.name} was not started: Numina is stopping.`, 'Start again.')
      const child = startChild(options)
      members.push({ role, child })
      onChange(children())
      return child
    },
    members: children,
    isStopping: () => stopping !== undefined,
    stop: () => {
      stopping ??= stopInOrder()
      return stopping
    },
    kill() {
      for (const { child } of members) child.kill()
    },
  }
}
