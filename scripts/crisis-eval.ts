/**
 * `npm run crisis:eval -- FILE.tsv …`: what the shipped check for signs of crisis is worth on files of the form of `ml/crisis/phrases/test-*.tsv`
 * (label TAB text; labels s, a, v are signs, n and 0 are none), or on a file of GoEmotions (text TAB label ids TAB id), of which it says how
 * much alarms. Prints what it got wrong, and last one line of JSON.
 */
import { readFileSync } from 'node:fs'
import { allowAppImports } from './lib/app-imports.ts'

type Phrase = { isSign: boolean | null; text: string }

function readPhrases(file: string): Phrase[] {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/\r$/, '').split('\t'))
  return rows.map(([first = '', second = '']) =>
    /^[savn0]$/.test(first) ? { isSign: /[sav]/.test(first), text: second } : { isSign: null, text: first },
  )
}

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('Which files? npm run crisis:eval -- FILE.tsv …')
  process.exit(2)
}
allowAppImports()
const { showsCrisis } = await import('../lib/care/signs/signs-of-crisis.ts')
const phrases = files.flatMap(readPhrases)
showsCrisis('The first text also reads the model.')

const began = performance.now()
const said = phrases.map(({ text }) => showsCrisis(text))
const msPerMessage = (performance.now() - began) / phrases.length

const count = (wanted: boolean | null, found: boolean) =>
  phrases.filter(({ isSign }, i) => isSign === wanted && said[i] === found).length
for (const [i, { isSign, text }] of phrases.entries())
  if (isSign !== null && isSign !== said[i]) console.log(`${isSign ? 'missed' : 'wrong '}  ${text}`)

const right = count(true, true)
const share = (part: number, whole: number) => (whole === 0 ? null : Number((part / whole).toFixed(4)))
console.log(
  JSON.stringify({
    phrases: count(true, true) + count(true, false) + count(false, true) + count(false, false),
    recall: share(right, right + count(true, false)),
    precision: share(right, right + count(false, true)),
    comments: count(null, true) + count(null, false),
    alarms: share(count(null, true), count(null, true) + count(null, false)),
    msPerMessage: Number(msPerMessage.toFixed(3)),
  }),
)
