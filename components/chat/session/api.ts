import { ownHeaders } from '@/components/actions/person'
import { NetworkError, readRefusal } from '../transport/refusal'

async function request(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause) => {
    throw new NetworkError(cause)
  })
  if (!response.ok) throw await readRefusal(response)
  return response
}

/**
 * Reads JSON from a route of ours, whose answer is the DTO that `T` names.
 *
 * @throws `Refusal` when the server says no, `NetworkError` when it was not reached
 */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await request(url, { headers: ownHeaders(), ...(signal && { signal }) })
  return response.json()
}

/** Posts JSON to a route of ours. @throws as `getJson` */
export async function postJson(url: string, body: unknown): Promise<void> {
  await request(url, jsonInit('POST', body))
}

/** Posts JSON to a route of ours and reads its answer. @throws as `getJson` */
export async function postForJson<T>(url: string, body: unknown): Promise<T> {
  return (await request(url, jsonInit('POST', body))).json()
}

/**
 * Puts JSON to a route of ours and reads its answer.
 *
 * @param isLast the page is going: the request outlives it, where the browser can (up to 64 kB)
 * @throws as `getJson`
 */
export async function putJson<T>(url: string, body: unknown, isLast = false): Promise<T> {
  const response = await request(url, { ...jsonInit('PUT', body), keepalive: isLast })
  return response.json()
}

function jsonInit(method: string, body: unknown): RequestInit {
  const headers = ownHeaders({ 'content-type': 'application/json' })
  return { method, headers, body: JSON.stringify(body) }
}
