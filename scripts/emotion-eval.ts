/**
 * `npm run emotion:eval -- FILE.tsv`: what the shipped emotion model is worth on a file of GoEmotions form (text TAB
 * comma-separated label ids TAB id). Prints a table per label, the figures in words, and last one line of JSON.
 *
 * macroF1: mean F1 of the 28 labels, each with its own threshold. ekmanF1: mean F1 of the six Ekman groups and neutral;
 * valenceF1: of positive, negative, ambiguous and neutral, as in tables 5 and 6 of the GoEmotions paper; a message has a
 * group when it has one of its labels. ece: expected calibration error over all pairs of message and label, 15 bins.
 * msPerMessage: median time of one message after another, tokenizer included, one thread.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  EKMAN_GROUPS,
  EMOTION_LABELS,
  type EmotionLabel,
  loadEmotionModel,
  type Scores,
  VALENCE_GROUPS,
} from '../lib/emotion/server.ts'
import { expectedCalibrationError, f1, mean, type Tally, tally } from './emotion/metrics.ts'

type Example = { text: string; labels: ReadonlySet<EmotionLabel> }
type Row = { name: string; counts: Tally }

function readExamples(file: string): Example[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const [text, ids] = line.replace(/\r$/, '').split('\t')
      const labels = (ids ?? '').split(',').map((id) => EMOTION_LABELS[Number(id)])
      if (text === undefined || ids === undefined || ids === '' || labels.includes(undefined)) {
        throw new Error(`Line ${index + 1} of ${file} is not "text TAB label ids TAB id".`)
      }
      return { text, labels: new Set(labels.filter((label) => label !== undefined)) }
    })
}

function groupRows(
  scheme: string,
  groups: Readonly<Record<string, readonly EmotionLabel[]>>,
  examples: readonly Example[],
  scores: readonly Scores[],
): Row[] {
  return Object.entries(groups).map(([group, members]) => {
    const truth = examples.map(({ labels }) => members.some((label) => labels.has(label)))
    const said = scores.map(({ presentGroups }) => presentGroups.has(`${scheme}:${group}`))
    return { name: `${scheme} ${group}`, counts: tally(truth, said) }
  })
}

function printTable(rows: readonly Row[]): void {
  console.log(`${'label'.padEnd(20)} precision  recall      F1  in file`)
  for (const { name, counts } of rows) {
    const shares = [counts.both / (counts.said || 1), counts.both / (counts.truth || 1), f1(counts)]
    const cells = shares.map((value) => value.toFixed(3).padStart(8)).join('')
    console.log(`${name.padEnd(20)}  ${cells}${String(counts.truth).padStart(9)}`)
  }
}

const file = process.argv[2]
if (file === undefined) {
  console.error('Which file? npm run emotion:eval -- FILE.tsv')
  process.exit(2)
}
const examples = readExamples(path.resolve(file))
const model = await loadEmotionModel()
await model.classify(examples.slice(0, 20).map(({ text }) => text))

const scores: Scores[] = []
const times: number[] = []
for (const { text } of examples) {
  const began = performance.now()
  scores.push(...(await model.classify([text])))
  times.push(performance.now() - began)
}
times.sort((a, b) => a - b)
const percentile = (share: number) => times[Math.floor(times.length * share)] ?? 0

const labelRows = EMOTION_LABELS.map((label): Row => {
  const truth = examples.map(({ labels }) => labels.has(label))
  return {
    name: label,
    counts: tally(
      truth,
      scores.map(({ present }) => present.has(label)),
    ),
  }
})
const ekmanRows = groupRows('ekman', EKMAN_GROUPS, examples, scores)
const valenceRows = groupRows('valence', VALENCE_GROUPS, examples, scores)
const neutral = labelRows.filter(({ name }) => name === 'neutral')
const macro = (rows: readonly Row[]) => mean(rows.map(({ counts }) => f1(counts)))
const pairs = scores.flatMap(({ probability }, index) =>
  EMOTION_LABELS.map((label) => ({
    probability: probability[label],
    truth: examples[index]?.labels.has(label) === true,
  })),
)
const figures = {
  macroF1: macro(labelRows),
  ekmanF1: macro([...ekmanRows, ...neutral]),
  valenceF1: macro([...valenceRows, ...neutral]),
  ece: expectedCalibrationError(pairs),
  msPerMessage: percentile(0.5),
}

printTable([...labelRows, ...ekmanRows, ...valenceRows])
console.log(`\n${examples.length} messages, model ${model.version}`)
console.log(
  `time of a message: mean ${mean(times).toFixed(2)} ms, 95th percentile ${percentile(0.95).toFixed(2)} ms`,
)
console.log(`six Ekman groups without neutral: F1 ${macro(ekmanRows).toFixed(4)}`)
console.log(
  JSON.stringify(Object.fromEntries(Object.entries(figures).map(([k, v]) => [k, Number(v.toFixed(4))]))),
)
