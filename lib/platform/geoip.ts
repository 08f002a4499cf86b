import 'server-only'
import { type CityResponse, open, type Reader } from 'maxmind'
import { getEnv } from '@/lib/env'
import { log } from './log'

let reader: Promise<Reader<CityResponse> | null> | undefined

/** The operator's city database in MaxMind's format. It is opened once; a missing or broken one is logged and done without. */
function openPlaces(): Promise<Reader<CityResponse> | null> {
  const { GEOIP_FILE } = getEnv()
  if (!GEOIP_FILE) return Promise.resolve(null)
  return open<CityResponse>(GEOIP_FILE).catch((error: unknown) => {
    log.warn('the GeoIP file cannot be read', { error })
    return null
  })
}

/** @returns where an address is, as "City, Country", or null when that is not known or GEOIP_FILE is not set */
export async function findPlace(ip: string): Promise<string | null> {
  reader ??= openPlaces()
  try {
    const found = (await reader)?.get(ip)
    return [found?.city?.names.en, found?.country?.names.en].filter(Boolean).join(', ') || null
  } catch {
    // Not an address: "unknown", or what a proxy made of it.
    return null
  }
}
