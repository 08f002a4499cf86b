import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import type { MailStore } from './store.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Shows the mails on loopback as JSON; README.md lists the requests. @returns the port, and what stops it */
export async function startHttp(store: MailStore, port: number) {
  const server = createServer((request, response) => {
    answer(store, request, response).catch((error: unknown) => {
      console.error('numina-mail: a request failed', error)
      if (!response.headersSent) sendJson(response, 500, { error: 'internal' })
      else response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(store: MailStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A page on the web whose name leads to this machine must not read mail here.
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  if (!LOOPBACK.has(url.hostname)) return sendJson(response, 403, { error: 'forbidden' })
  const [, folder, id, raw, ...more] = url.pathname.split('/')
  if (folder !== 'messages' || more.length > 0) return sendJson(response, 404, { error: 'not_found' })
  if (request.method === 'DELETE' && id === undefined) {
    await store.clear()
    response.writeHead(204).end()
  } else if (request.method !== 'GET') sendJson(response, 405, { error: 'method_not_allowed' })
  else if (id === undefined) sendJson(response, 200, await list(store, url.searchParams.get('to')))
  else if (raw === 'raw') await sendRaw(store, id, response)
  else await sendMessage(store, id, response)
}

async function list(store: MailStore, to: string | null) {
  const all = await store.list()
  return to === null ? all : all.filter((mail) => mail.to.includes(to))
}

async function sendRaw(store: MailStore, id: string, response: ServerResponse): Promise<void> {
  const raw = await store.raw(id)
  if (!raw) return sendJson(response, 404, { error: 'not_found' })
  response.writeHead(200, { 'content-type': 'message/rfc822' }).end(raw)
}

async function sendMessage(store: MailStore, id: string, response: ServerResponse): Promise<void> {
  const [summary, raw] = [await store.find(id), await store.raw(id)]
  if (!summary || !raw) return sendJson(response, 404, { error: 'not_found' })
  const { text, html, attachments } = await simpleParser(raw)
  sendJson(response, 200, {
    ...summary,
    text: text ?? '',
    html: html || null,
    attachments: attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? 'attachment',
      type: contentType,
      size,
    })),
  })
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
