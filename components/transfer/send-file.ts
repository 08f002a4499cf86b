import { ownHeaders } from '@/components/actions/person'
import type { ErrorBody } from '@/lib/core/errors'
import type { ImportDto } from '@/lib/transfer/schema'

type Answer = { ok: true; result: ImportDto } | { ok: false; message: string | null }

/**
 * Sends a file as it is. Only this old way of asking tells how much has been sent.
 *
 * @returns `message: null` when the connection broke: what became of it is for `readImport` to tell
 */
export function sendFile(
  id: string,
  file: File,
  onProgress: (share: number) => void,
): { answer: Promise<Answer>; abort: () => void } {
  const request = new XMLHttpRequest()
  const answer = new Promise<Answer>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => resolve(readAnswer(request))
    request.onerror = () => resolve({ ok: false, message: null })
    request.onabort = () => resolve({ ok: false, message: null })
  })
  request.open('POST', `/api/imports?${new URLSearchParams({ id, name: file.name })}`)
  const headers = ownHeaders({ 'content-type': 'application/octet-stream' })
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  request.send(file)
  return { answer, abort: () => request.abort() }
}

function readAnswer({ status, responseText }: XMLHttpRequest): Answer {
  try {
    const body: unknown = JSON.parse(responseText)
    if (status === 200) return { ok: true, result: body as ImportDto }
    return { ok: false, message: (body as { error: ErrorBody }).error.message }
  } catch {
    return { ok: false, message: null }
  }
}

/** @returns null when the server does not know it, or was not reached */
export async function readImport(id: string): Promise<ImportDto | null> {
  const response = await fetch(`/api/imports/${id}`, { headers: ownHeaders() }).catch(() => null)
  return response?.ok ? response.json() : null
}

export async function cancelImport(id: string): Promise<boolean> {
  const response = await fetch(`/api/imports/${id}`, { method: 'DELETE', headers: ownHeaders() }).catch(
    () => null,
  )
  return response?.ok ?? false
}
