/**
 * Runs one of the benchmarks in `bench/`: `npm run bench -- NAME`. Prints its figures, then all of them as one line of
 * JSON. Without a name it lists what there is. A benchmark is a module whose default export is an async function that
 * returns named numbers, the unit in the name (`p50_ms`, `reads_per_s`).
 */
import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { fromRoot } from './lib/paths.ts'

type Benchmark = { default: () => Promise<Record<string, number>> }

const names = readdirSync(fromRoot('bench'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
const name = process.argv[2]

if (name === undefined || !names.includes(name)) {
  console.error(
    `${name === undefined ? 'Which benchmark?' : `There is no benchmark "${name}".`} npm run bench -- NAME`,
  )
  for (const known of names) console.error(`  ${known}`)
  process.exit(name === undefined ? 0 : 2)
}

const { default: run } = (await import(pathToFileURL(fromRoot(`bench/${name}.ts`)).href)) as Benchmark
const figures = await run()
const width = Math.max(...Object.keys(figures).map((figure) => figure.length))
for (const [figure, value] of Object.entries(figures)) {
  console.log(`${figure.padEnd(width)}  ${Number(value.toFixed(3)).toLocaleString('en-US')}`)
}
console.log(JSON.stringify(figures))
process.exit(0)
