import data from './help-lines.json'

/**
 * Help lines by country, for people in danger from themselves or others (help-lines.json). Only lines for the whole country that take calls from
 * anybody, free or at the price of a local call. `source`: where who runs it publishes it. `seen`: a public page that gives the number as it
 * stands here, compared on `CHECKED` with a stored copy of it, which may be older; null: no such page was found, and it stands here as it was
 * known in 2025 (docs/deployment.md lists those). Look at each again once a year, and when a person says that a number is dead. Hours are those of
 * the country.
 *
 * The default for every other country is `INTERNATIONAL`: a directory kept up by others.
 */
export type HelpLine = {
  name: string
  /** As people write it. */
  number: string
  hours: string
  /** What it is for, where it is not for everybody who is in despair. */
  for?: 'abuse' | 'young people'
  source: string
  seen: string | null
}

export type Country = { code: string; emergency: string; lines: readonly HelpLine[] }

/** The day all of this was compared. */
export const CHECKED = data.checked

/** Directories for every country. */
export const INTERNATIONAL = [
  { name: 'Find A Helpline', url: 'https://findahelpline.com' },
  {
    name: 'International Association for Suicide Prevention',
    url: 'https://www.iasp.info/crisis-centres-helplines/',
  },
] as const

export const COUNTRIES: readonly Country[] = data.countries.map(({ code, emergency, anybody, ...others }) => {
  const aimed = (['abuse', 'young people'] as const).flatMap((purpose) =>
    others[purpose].map((line) => ({ ...line, for: purpose })),
  )
  return { code, emergency, lines: [...anybody, ...aimed] }
})
