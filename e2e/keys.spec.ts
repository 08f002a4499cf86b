import { expect } from '@playwright/test'
import OpenAI from 'openai'
import { expectAccessible, expectNoSidewaysScroll } from './support/access'
import { command, modelCall, test } from './support/chat'
import { openPage, reloadPage } from './support/open'

/** A program asks the running product by OpenAI's own package, with a key that was made in the settings. */
const program = (apiKey: string) =>
  new OpenAI({ apiKey, baseURL: `${process.env.E2E_BASE_URL}/api/v1`, maxRetries: 0 })
const ask = (content: string) => ({ model: 'default', messages: [{ role: 'user' as const, content }] })

test('a key is made, asks within its limit, is counted, and is revoked', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openPage(page, '/settings/developer')
  await expect(page.getByText('No keys yet')).toBeVisible()
  const create = page.getByRole('button', { name: 'Create a key' })
  await create.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Messages a day').fill('3')
  await dialog.getByRole('button', { name: 'Create the key' }).click()
  await expect(dialog.getByText('Enter a name, like the program that uses it.').first()).toBeVisible()
  await dialog.getByLabel('Name').fill('Evening report')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create the key' }).click()
  const shown = dialog.getByText(/^numina_/)
  await expect(shown).toBeVisible()
  const secret = (await shown.textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Copy the key' }).click()
  await expect(dialog.getByText('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  const item = page.getByRole('list', { name: 'Keys' }).getByRole('listitem')
  await expect(item).toContainText('never used')

  const numina = program(secret)
  const answer = await numina.chat.completions.create(ask(command({ text: 'Good evening.' })))
  expect(answer.choices[0]?.message.content).toBe('Good evening.')
  const stream = await numina.chat.completions.create({
    ...ask(command({ text: 'One two three' })),
    stream: true,
  })
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  expect(text).toBe('One two three')
  // Whoever hangs up ends the model's work, too.
  const cut = command({ text: 'One two three four', holdAfter: 2 })
  const held = await numina.chat.completions.create({ ...ask(cut), stream: true })
  for await (const chunk of held) if (chunk.choices[0]?.delta.content) break
  await modelCall('aborted', cut)
  const refusal = await numina.chat.completions.create(ask('One more?')).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ status: 429, code: 'limit_reached' })
  expect((refusal as Error).message).toContain('the 3 messages this key allows today')

  await reloadPage(page)
  await expect(item).toContainText('Messages: 3 of 3 today, 3 this month')
  await expect(item).not.toContainText('never used')
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await page.getByRole('button', { name: 'Revoke Evening report' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByText('It opens nothing any more.')).toBeVisible()
  await expect(page.getByText('No keys yet')).toBeVisible()
  expect(await numina.models.list().catch((error: unknown) => error)).toMatchObject({ status: 401 })
})
