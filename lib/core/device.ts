import Bowser from 'bowser'

export type Device = { browser: string; system: string; kind: 'desktop' | 'phone' | 'tablet' | 'other' }

const KINDS: Record<string, Device['kind']> = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet' }

/** What a browser says it is. For a person's own eyes only: anybody can claim anything. */
export function describeDevice(userAgent: string): Device {
  const { browser, os, platform } = Bowser.parse(userAgent || 'unknown')
  return {
    browser: browser.name || 'Unknown browser',
    system: os.name || 'unknown system',
    kind: KINDS[platform.type ?? ''] ?? 'other',
  }
}
