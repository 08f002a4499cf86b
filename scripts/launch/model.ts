import type { Child } from '../lib/child.ts'
import type { Launch } from './context.ts'
import { keepRunning } from './keep-running.ts'
import { plainText } from './plain-text.ts'

/** How long the first answer may wait for weights that are being fetched. */
const READY_LIMIT_MS = 240_000

/** Where the app finds the local model. */
export const localModelUrl = (port: number): string => `http://127.0.0.1:${port}/v1`

/**
 * Starts the local model's server, which fetches its weights the first time.
 * @returns whether it is there: false when no weights are to be had, which it says itself
 */
export async function startModel(launch: Launch, port: number): Promise<boolean> {
  const { crew, report } = launch
  const task = report.task('preparing the local model')
  const onLine = (line: string) => {
    if (line.trim() !== '') task.progress(plainText(line))
  }
  const child = crew.start('model', { ...describeModel(launch, port), onLine })
  const outcome = await child.says(/^ready$/, READY_LIMIT_MS)
  if (outcome === 'said') task.done('Local model ready')
  else task.drop()
  if (outcome === 'slow') {
    report.line(
      `  ! The local model is still being prepared; it will appear by itself. Its log: ${child.log}`,
    )
  }
  if (outcome === 'ended') {
    if (!crew.isStopping()) explainMissing(launch, child)
    return false
  }
  const startAgain = () => crew.start('model', describeModel(launch, port))
  void keepRunning(launch, 'The local model', child, startAgain)
  return true
}

function describeModel({ env, settings }: Launch, port: number) {
  const args = ['services/llm/main.ts', '--port', String(port)]
  return { name: 'local model', args, env, log: `${settings.home}/logs/llm.log` }
}

function explainMissing({ report }: Launch, child: Child): void {
  report.line('  ! There is no local model:')
  for (const line of child.tail().slice(-6)) report.line(`    ${line}`)
}
