import type { Page } from '@playwright/test'

/** Collects what the page's content security policy refused, and what its scripts threw. Must be empty at the end of a journey. */
export function watchPolicy(page: Page): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to|React|hydrat/i.test(message.text())) troubles.push(message.text())
  })
  return troubles
}
