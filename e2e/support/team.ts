import type { Page } from '@playwright/test'
import { openPage, untilInteractive } from './open.ts'

/** Makes a team, and is in it. */
export async function makeTeam(page: Page, name: string): Promise<void> {
  await openPage(page, '/settings/team/new')
  await page.getByLabel('Name of the team').fill(name)
  await page.getByRole('button', { name: 'Create the team' }).click()
  await page.waitForURL('**/settings/team')
  await untilInteractive(page)
}
