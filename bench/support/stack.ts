import { randomBytes } from 'node:crypto'
import { chromium } from '@playwright/test'
import startStack from '../../e2e/start-stack.ts'
import { findChromium } from '../../scripts/lib/chromium.ts'
import { pickFreePort } from '../../scripts/lib/ports.ts'

export type Stack = {
  url: string
  /** Base URL of the scripted model the stack uses, with /v1. */
  modelUrl: string
  /** Headers of a signed-in person. */
  headers: Record<string, string>
  stop: () => Promise<void>
}

/** The product as `npm start` runs it, with the scripted model as its provider and somebody signed in. */
export async function startSignedInStack(): Promise<Stack> {
  process.env.E2E_BASE_URL ??= `http://localhost:${await pickFreePort()}`
  const url = process.env.E2E_BASE_URL
  const stop = await startStack()
  const headers = { cookie: await signUp(url), 'content-type': 'application/json' }
  return { url, modelUrl: `${process.env.E2E_MODEL_URL}/v1`, headers, stop: async () => stop?.() }
}

/** Signing up goes through a server action, which only the page can call. */
async function signUp(url: string): Promise<string> {
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath && { executablePath }) })
  try {
    const page = await browser.newPage()
    await page.goto(`${url}/sign-up`)
    await page.getByLabel('Name').fill('Bench')
    await page.getByLabel('E-mail').fill(`${randomBytes(6).toString('hex')}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.waitForURL('**/chat')
    const cookies = await page.context().cookies()
    return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  } finally {
    await browser.close()
  }
}
