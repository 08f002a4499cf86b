import { randomBytes, randomUUID } from 'node:crypto'
import { test as base, expect, type Locator, type Page, type Route } from '@playwright/test'
import { openPage, untilInteractive } from './open.ts'
import { createPerson, type Person, someAddress } from './person.ts'
import type { Script } from './scripted-model/script.ts'

/** Journeys of somebody who is signed in: an account for each, so that none meets what another left. */
export const test = base.extend<{ account: Person['account']; chat: Chat }>({
  account: async ({ baseURL }, use) => use((await createPerson(baseURL ?? '')).account),
  storageState: ({ account }, use) => use(account),
  chat: ({ page }, use) => use(new Chat(page)),
})

/** Creates an account and ends on /chat, signed in to it. */
export async function signUp(page: Page): Promise<{ email: string; password: string }> {
  const email = `ada.${randomBytes(6).toString('hex')}@example.com`
  const password = 'a long pass phrase of mine'
  await page.context().setExtraHTTPHeaders({ 'x-forwarded-for': someAddress() })
  await openPage(page, '/sign-up')
  await page.getByLabel('Name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/chat')
  await untilInteractive(page)
  return { email, password }
}

/** A command to the scripted model, to stand in a message. With `times` or `holdAfter` it is one of a kind: the model counts its uses, and `letGo` means it alone. */
export function command(script: Script): string {
  const isOfAKind = script.times !== undefined || script.holdAfter !== undefined
  return `[[script: ${JSON.stringify(isOfAKind ? { ...script, match: randomUUID() } : script)}]]`
}

/** A script for calls that a message cannot command: those that do not stream. Always with a `match`. */
export async function giveScript(script: Script & { match: string }): Promise<void> {
  const response = await fetch(`${process.env.E2E_MODEL_URL}/control/script`, {
    method: 'POST',
    body: JSON.stringify(script),
  })
  if (!response.ok) throw new Error(`the scripted model refused: ${await response.text()}`)
}

/** React takes a page over a moment after it is shown; until then Enter is only a new line. */
async function whenAlive(element: Locator): Promise<void> {
  const isAlive = () => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith('__react')))
  await expect.poll(isAlive).toBe(true)
}

/** Waits until this has happened to the model's call for a message with this text. `aborted`: Numina hung up. */
export async function modelCall(event: 'finished' | 'aborted', match: string): Promise<void> {
  const query = new URLSearchParams({ event, match, timeout: '60000' })
  const response = await fetch(`${process.env.E2E_MODEL_URL}/control/wait?${query}`)
  if (!response.ok) throw new Error(`the call for "${match}" has not ${event}: ${await response.text()}`)
}

/** Lets the model go on with what `holdAfter` holds of its answer to a message with this text. Waits until it is held. */
export async function letGo(match: string): Promise<void> {
  const query = new URLSearchParams({ match, timeout: '60000' })
  const response = await fetch(`${process.env.E2E_MODEL_URL}/control/go?${query}`, { method: 'POST' })
  if (!response.ok) throw new Error(`no answer to "${match}" is held: ${await response.text()}`)
}

/** A key that is an input method's, which composes a word in this field. */
export async function pressComposing(field: Locator, key: string): Promise<void> {
  await field.evaluate(
    (element, pressed) =>
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key: pressed, isComposing: true, bubbles: true, cancelable: true }),
      ),
    key,
  )
}

const IN_CHAT = /\/chat(\/|$)/

/** No action of the page's reaches the server, until what this returns is called. */
export async function cutActions(page: Page): Promise<() => Promise<void>> {
  const cut = (route: Route) =>
    'next-action' in route.request().headers() ? route.abort() : route.fallback()
  await page.route(IN_CHAT, cut)
  return () => page.unroute(IN_CHAT, cut)
}

type Call = {
  message: string
  body: { stream?: boolean; temperature?: number; messages: { role: string; content: string }[] }
}

/** What the model was sent with the message that has this text. */
export async function sentWith(
  text: string,
): Promise<{ instructions: string; temperature: number | undefined }> {
  const calls: Call[] = await (await fetch(`${process.env.E2E_MODEL_URL}/control/calls`)).json()
  const call = calls.findLast(({ message, body }) => body.stream && message.includes(text))
  const instructions = call?.body.messages.find(({ role }) => role === 'system')?.content ?? ''
  return { instructions, temperature: call?.body.temperature }
}

/** Words that tell exactly what is missing or doubled, and no Markdown. */
export function countedWords(count: number): string {
  return Array.from({ length: count }, (_, i) => `w${i}`).join(' ')
}

/** What a person does in a conversation. */
export class Chat {
  readonly page: Page
  readonly field: Locator
  readonly replies: Locator
  readonly questions: Locator
  readonly stopButton: Locator

  constructor(page: Page) {
    this.page = page
    this.field = page.getByRole('textbox', { name: 'Message', exact: true })
    this.replies = page.getByRole('article', { name: 'Numina' })
    this.questions = page.getByRole('article', { name: 'You' })
    this.stopButton = page.getByRole('button', { name: 'Stop', exact: true })
  }

  get lastReply(): Locator {
    return this.replies.last().locator('.markdown')
  }

  async open(): Promise<void> {
    await openPage(this.page, '/chat')
    await expect(this.field).toBeVisible()
  }

  async send(text: string): Promise<void> {
    await whenAlive(this.field)
    await this.field.fill(text)
    await this.field.press('Enter')
    await expect(this.field).toHaveValue('')
  }

  /** Pastes into the message field, at its caret. */
  async paste(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.page.evaluate((words) => navigator.clipboard.writeText(words), text)
    await this.field.press('ControlOrMeta+v')
  }

  /** Begins a conversation and waits for its answer, which is `answer`. */
  async begin(answer: string, question = 'A question.'): Promise<void> {
    await this.open()
    await this.send(`${question} ${command({ text: answer })}`)
    await this.expectReply(answer)
    await this.expectAddress()
  }

  async expectAddress(): Promise<void> {
    await expect(this.page).toHaveURL(/\/chat\/[0-9a-f]{24}$/)
  }

  /** The last reply has ended, and says exactly this. */
  async expectReply(text: string): Promise<void> {
    await expect(this.lastReply).toHaveText(text)
    await expect(this.stopButton).toHaveCount(0)
  }
}

export { expect }
