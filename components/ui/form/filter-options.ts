import type { Option } from './option'

/** Small letters without accents, every separator a space: "São_Paulo" is found by "sao paulo". */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[\s_/–-]+/g, ' ')
    .trim()
}

/** The options whose label or value holds every word of the query, those that begin with it first. */
export function filterOptions(options: readonly Option[], query: string): readonly Option[] {
  const wanted = fold(query)
  if (!wanted) return options
  const words = wanted.split(' ')
  const found = options
    .map((option) => ({ option, text: `${fold(option.label)} ${fold(option.value)}` }))
    .filter(({ text }) => words.every((word) => text.includes(word)))
  return [
    ...found.filter(({ text }) => text.startsWith(wanted)),
    ...found.filter(({ text }) => !text.startsWith(wanted)),
  ].map(({ option }) => option)
}
