import type { Option } from '@/components/ui/form/select'

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

/** Every IANA zone of this runtime, with UTC and the one in use, which may go by an older name. */
export function timeZoneOptions(inUse: string, at: Date): Option[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', inUse])
  return [...zones].sort().map((zone) => ({
    value: zone,
    label: [timeZoneName(zone), timeZoneOffset(zone, at)].filter(Boolean).join(' · '),
  }))
}
