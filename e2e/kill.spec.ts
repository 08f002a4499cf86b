import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import type { Child } from '../scripts/lib/child.ts'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { Chat, command, countedWords, signUp } from './support/chat.ts'
import { launchNumina, makeSecrets, whenReady } from './support/numina.ts'
import { openPage, reloadPage } from './support/open.ts'
import { GOOD_CARD, payWith } from './support/pay.ts'

const STOP_LIMIT_MS = 15_000

/** Two starts of the whole product. */
test.setTimeout(600_000)

type OwnNumina = { page: Page; port: string; numina: () => Child; startAgain: () => Promise<void> }

/** Lends a journey a Numina to kill, with somebody who has just signed up. */
async function onOwnNumina(browser: Browser, act: (own: OwnNumina) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'numina-kill-'))
  const port = String(await pickFreePort())
  const options = { folder, port, modelUrl: `${process.env.E2E_MODEL_URL}/v1`, secrets: makeSecrets() }
  let numina = launchNumina(options)
  const context = await browser.newContext({ baseURL: `http://localhost:${port}` })
  const startAgain = async () => {
    numina = launchNumina(options)
    await whenReady(numina)
  }
  try {
    await whenReady(numina)
    const page = await context.newPage()
    await signUp(page)
    await act({ page, port, numina: () => numina, startAgain })
  } finally {
    await context.close()
    await numina.stop(STOP_LIMIT_MS)
    rmSync(folder, { recursive: true, force: true })
  }
}

test('a killed Numina keeps the message and every word that was shown; one click continues', async ({
  browser,
}) => {
  await onOwnNumina(browser, async ({ page, numina, startAgain }) => {
    const chat = new Chat(page)
    await chat.open()
    const long = command({ text: countedWords(2_000), tokenMs: 30, mode: 'stream' })
    await chat.send(`Talk until you die. ${long}`)
    await expect(chat.lastReply).toContainText('w40')
    await chat.expectAddress()
    const address = page.url()
    numina().kill()
    await numina().exited
    const shown = ((await chat.lastReply.textContent()) ?? '').trim()

    await startAgain()
    await page.goto(address)
    await expect(chat.questions).toContainText('Talk until you die.')
    // The words may have arrived a moment after they were read from the page, never the other way round.
    await expect(async () => {
      await reloadPage(page)
      expect(((await chat.lastReply.textContent()) ?? '').trim().startsWith(shown)).toBe(true)
      await expect(chat.stopButton).toHaveCount(0)
    }).toPass({ timeout: 120_000 })
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(chat.stopButton).toBeVisible()
    await expect(chat.lastReply).toContainText(shown)
    await expect(chat.replies).toHaveCount(1)
  })
})

test('a payment is not lost when the server dies before it hears of it', async ({ browser }) => {
  await onOwnNumina(browser, async ({ page, port, numina, startAgain }) => {
    await openPage(page, '/settings/billing?plan=pro&interval=month&currency=EUR')
    await page.getByRole('button', { name: 'Go to payment' }).click()
    await expect(page.getByRole('button', { name: 'Subscribe' })).toBeVisible()

    // It stands still from here on, as a machine does that is about to fail: it hears of nothing any more.
    const server = childOf(numina().pid, /server\.ts/)
    process.kill(server, 'SIGSTOP')
    const paid = page.waitForRequest((request) =>
      request.url().startsWith(`http://localhost:${port}/settings/billing`),
    )
    // The press is over when the page after it is there, which never comes.
    const pressing = payWith(page, GOOD_CARD).catch(() => null)
    await paid
    process.kill(server, 'SIGKILL')
    numina().kill()
    await Promise.all([numina().exited, pressing])

    await startAgain()
    await openPage(page, '/chat')
    // Stripe tells it again.
    await expect(async () => {
      await reloadPage(page)
      await expect(page.getByRole('button', { name: /^Your menu/ })).toContainText('Pro')
    }).toPass({ timeout: 120_000 })
  })
})

/** @returns the process that `parent` has started with this in its command line. Source: proc_pid_children(5) */
function childOf(parent: number, pattern: RegExp): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
  const found = children.find((pid) => pattern.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
  if (!found) throw new Error(`no child of ${parent} is ${pattern}`)
  return found
}
