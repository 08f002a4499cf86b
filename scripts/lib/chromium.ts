import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** The browser the journeys run in: CHROMIUM_PATH, the system's, or one that Playwright has installed. */
export function findChromium(): string | undefined {
  const candidates = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    chromium.executablePath(),
  ]
  return candidates.find((file) => file !== undefined && existsSync(file))
}
