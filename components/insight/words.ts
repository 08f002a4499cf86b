import { FEELINGS, type Feeling } from '@/lib/insight/limits'
import type { ReadingDto } from '@/lib/insight/schema'

/** The labels are spelt as the data they come from spells them. */
export const nameOf = (feeling: Feeling): string => (feeling === 'realization' ? 'realisation' : feeling)

export const percent = (share: number): string => `${Math.round(share * 100)} %`

export const plural = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`

export const GROUPS = [
  { name: 'Pleasant', feelings: FEELINGS.pleasant },
  { name: 'Unpleasant', feelings: FEELINGS.unpleasant },
  { name: 'Neither', feelings: [...FEELINGS.mixed, ...FEELINGS.neutral] },
] as const

const SURE = 0.6
const SOMEWHAT = 0.35

export function howSure({ confidence }: Pick<ReadingDto, 'confidence'>): string {
  if (confidence >= SURE) return 'Fairly sure'
  return confidence >= SOMEWHAT ? 'Somewhat sure' : 'Not very sure'
}

export const UNSURE: Record<NonNullable<ReadingDto['unsure']>, string> = {
  language: 'This does not seem to be English, the one language read on this server. So nothing is claimed.',
  'nothing-to-read': 'There is nothing of your own to read here: quotes, code and links are left out.',
  'too-faint': 'No feeling stands out here.',
}

export const PERSPECTIVE: Record<ReadingDto['perspective'], string | null> = {
  speaker: null,
  'someone-else': 'It seems to tell how somebody else feels, so it counts for less.',
  roleplay: 'It seems to be played, so it counts for less.',
}
