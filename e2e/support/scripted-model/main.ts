/** The scripted model in the foreground: `node e2e/support/scripted-model/main.ts --port N`. */
import { parseArgs } from 'node:util'
import { startScriptedModel } from './server.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
const model = await startScriptedModel({ port: Number(values.port) })
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void model.close().then(() => process.exit(0)))
}
process.stdout.write(`listening 127.0.0.1:${model.port}\nready\n`)
