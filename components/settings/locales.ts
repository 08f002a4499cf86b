import type { Option } from '@/components/ui/form/option'

/** Languages with the regions whose formats or words differ most. Anyone can ask for another in the instructions. */
const TAGS =
  'af ar ar-EG ar-SA az be bg bn bs ca cs cy da de de-AT de-CH el en en-AU en-CA en-GB en-IE en-IN en-NZ en-US en-ZA es es-AR es-CL es-CO es-ES es-MX et eu fa fi fil fr fr-BE fr-CA fr-CH ga gl gu he hi hr hu hy id is it it-CH ja ka kk km kn ko lt lv mk ml mn mr ms my nb ne nl nl-BE nn pa pl pt pt-BR pt-PT ro ru sk sl sq sr sv sw ta te th tr uk ur uz vi zh-CN zh-HK zh-TW zu'.split(
    ' ',
  )

/** A language by its own name: "Deutsch (Österreich)". The tag itself where it has none. */
export function localeName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1)
}

/** The languages to choose from, by their own names; the one in use is always among them. */
export function localeOptions(inUse: string): Option[] {
  return [...new Set([...TAGS, inUse])]
    .map((tag) => ({ value: tag, label: localeName(tag) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
}
