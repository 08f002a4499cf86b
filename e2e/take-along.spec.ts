import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from './support/access.ts'
import { command, expect, signUp, test } from './support/chat.ts'
import { openPage, untilInteractive } from './support/open.ts'

const chooser = (page: Page) => page.getByLabel('File to bring along')
const asFile = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
})

const said = (role: string, text: string) => ({
  author: { role },
  content: { content_type: 'text', parts: [text] },
})
const chatGpt = (id: string, title: string) => ({
  title,
  create_time: 1_700_000_000,
  update_time: 1_700_000_100,
  conversation_id: id,
  current_node: 'a',
  mapping: {
    root: { parent: null, message: null },
    u: { parent: 'root', message: said('user', `A question of ${title}`) },
    a: { parent: 'u', message: said('assistant', `An answer of ${title}`) },
    loop: { parent: 'loop', message: said('user', 'round and round') },
  },
})
const claude = {
  uuid: 'claude-1',
  name: 'From Claude',
  created_at: '2025-01-01T00:00:00Z',
  updated_at: '2025-01-02T00:00:00Z',
  chat_messages: [
    { uuid: 'm1', sender: 'human', text: 'Hello Claude', created_at: '2025-01-01T00:00:00Z' },
    { uuid: 'm2', sender: 'assistant', text: 'Hello Ada', created_at: '2025-01-01T00:00:01Z' },
  ],
}

test('conversations of ChatGPT and Claude come along once, with a report of what did not', async ({
  page,
}) => {
  await openPage(page, '/settings/data')
  await expectAccessible(page)
  const many = Array.from({ length: 30 }, (_, i) => chatGpt(`c${i}`, `Old chat ${i}`))
  await chooser(page).setInputFiles(asFile('conversations.json', many))
  await expect(page.getByText('30 conversations with 60 messages came along from ChatGPT.')).toBeVisible()
  await page.getByText('What did not come along').click()
  await expect(page.getByText('30 messages answer themselves in a circle')).toBeVisible()
  await expectAccessible(page)

  // The page has stood open for longer than access lasts.
  await page.context().clearCookies({ name: 'numina.session' })
  await chooser(page).setInputFiles(asFile('again.json', many))
  await expect(page.getByText('Nothing new: there was no conversation to bring along.')).toBeVisible()
  await chooser(page).setInputFiles(asFile('claude.json', [claude]))
  await expect(page.getByText('1 conversation with 2 messages came along from Claude.')).toBeVisible()
  await chooser(page).setInputFiles(
    asFile('broken.json', JSON.stringify([chatGpt('new', 'Never')]).slice(0, -3)),
  )
  await expect(page.getByText('This file ends in the middle. Nothing of the file was kept.')).toBeVisible()
  await chooser(page).setInputFiles(asFile('photo.json', 'not JSON at all'))
  await expect(
    page.getByText('This does not look like an export of conversations. Nothing of the file was kept.'),
  ).toBeVisible()

  await openPage(page, '/settings/data')
  await expect(page.getByText('photo.json')).toBeVisible()
  const list = page.getByRole('navigation', { name: 'Conversations' })
  await list.getByRole('link', { name: 'From Claude' }).click()
  await expect(page.getByRole('article', { name: 'Numina' })).toContainText('Hello Ada')
  await expect(list.getByRole('link', { name: 'Never' })).toHaveCount(0)
  await untilInteractive(page)
})

test('a large file shows how far it is, and is cancelled without a trace', async ({ page }) => {
  await openPage(page, '/settings/data')
  // A line slow enough that the file is still on its way when it is cancelled.
  const line = await page.context().newCDPSession(page)
  const throughput = { downloadThroughput: -1, uploadThroughput: 100_000 }
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, ...throughput })
  const many = Array.from({ length: 2_000 }, (_, i) => chatGpt(`big${i}`, `Big ${i} ${'x'.repeat(3_000)}`))
  await chooser(page).setInputFiles(asFile('large.json', many))
  await expect(page.getByRole('progressbar', { name: 'large.json' })).toBeVisible()
  await expect(page.getByText(/[1-9][\d,]* conversations with/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled. Nothing of the file was kept.')).toBeVisible()
  await openPage(page, '/chat')
  await expect(
    page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: /^Big/ }),
  ).toHaveCount(0)
})

test('one conversation is saved and printed, and all of them come back in another account', async ({
  page,
  chat,
  browser,
}) => {
  await chat.open()
  await chat.send(`What is **bold**? ${command({ text: 'It is *strong*.' })}`)
  await chat.expectReply('It is strong.')
  await chat.expectAddress()
  const id = page.url().slice(-24)
  const menu = page.getByRole('button', { name: 'More', exact: true })

  await menu.click()
  const [markdown] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download as Markdown' }).click(),
  ])
  expect(markdown.suggestedFilename()).toMatch(/^What is .*\.md$/)
  const text = readFileSync(await markdown.path(), 'utf8')
  expect(text).toContain('It is *strong*.')

  await openPage(page, `/chat/${id}/print`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('What is')
  await expect(page.getByRole('article')).toHaveCount(2)
  await expectAccessible(page)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeHidden()
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  expect((await page.pdf()).length).toBeGreaterThan(1_000)
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' })

  await openPage(page, '/settings/data')
  const [everything] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Everything, as JSON' }).click(),
  ])
  const file = await everything.path()
  const zip = await page.request.get('/api/export?format=markdown')
  expect((await zip.body()).subarray(0, 2).toString()).toBe('PK')

  const elsewhere = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    storageState: { cookies: [], origins: [] },
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  })
  const other = await elsewhere.newPage()
  await signUp(other)
  await openPage(other, '/settings/data')
  await chooser(other).setInputFiles({ ...asFile('numina.json', ''), buffer: readFileSync(file) })
  await expect(other.getByText('1 conversation with 2 messages came along from Numina.')).toBeVisible()
  await expectAccessible(other)
  await expectNoSidewaysScroll(other)
  expect((await other.request.get(`/api/conversations/${id}/export?format=json`)).status()).toBe(404)
  await elsewhere.close()
})

test('the routes refuse what they must', async ({ page, playwright }) => {
  await openPage(page, '/settings/data')
  const api = page.request
  const id = 'a'.repeat(24)
  expect((await api.get('/api/export?format=exe')).status()).toBe(422)
  expect((await api.get(`/api/conversations/${id}/export?format=json`)).status()).toBe(404)
  expect((await api.post('/api/imports?id=1&name=x', { data: '[]' })).status()).toBe(422)
  expect((await api.get(`/api/imports/${id}`)).status()).toBe(404)
  expect((await api.delete(`/api/imports/${id}`)).status()).toBe(404)
  expect((await api.get(`/chat/${id}/print`)).status()).toBe(404)
  const foreign = { origin: 'https://evil.example' }
  expect((await api.post(`/api/imports?id=${id}&name=x`, { data: '[]', headers: foreign })).status()).toBe(
    403,
  )
  const nobody = await playwright.request.newContext({
    baseURL: process.env.E2E_BASE_URL ?? '',
    storageState: { cookies: [], origins: [] },
  })
  for (const path of ['/api/export?format=json', '/api/imports'])
    expect((await nobody.get(path)).status()).toBe(401)
  await nobody.dispose()
})
