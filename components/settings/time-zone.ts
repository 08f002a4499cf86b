import type { Option } from '@/components/ui/form/option'

/** Browsers list some zones by names that the IANA database has since given up: old name → today's. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** Today's name of a zone. */
export function modernTimeZone(zone: string): string {
  return RENAMED[zone] ?? zone
}

/** The zone of this browser. */
export function detectTimeZone(): string {
  return modernTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone)
}

/** "America/Argentina/Buenos_Aires" as a person writes it. */
export function timeZoneName(zone: string): string {
  return zone.replaceAll('_', ' ')
}

/** The zone's distance from UTC at `at`, such as "GMT+5:30"; empty for a zone this runtime does not know. */
export function timeZoneOffset(zone: string, at: Date): string {
  try {
    const parts = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      timeZoneName: 'shortOffset',
    }).formatToParts(at)
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  } catch {
    return ''
  }
}

/** Every IANA zone of this runtime, with UTC and the one in use. */
export function timeZoneOptions(inUse: string, at: Date): Option[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone').map(modernTimeZone), 'UTC', inUse])
  return [...zones].sort().map((zone) => ({
    value: zone,
    label: [timeZoneName(zone), timeZoneOffset(zone, at)].filter(Boolean).join(' · '),
  }))
}

/** What the browser says of where the person is, for an account that begins. */
export const whereabouts = () => ({ timeZone: detectTimeZone(), locale: navigator.language })
