import { postForJson } from '@/components/chat/session/api'
import { Refusal } from '@/components/chat/transport/refusal'

/** What became of a file: what the server says of it, or why nothing of it was taken. */
export type Imported<Report> = { report: Report } | { problem: string }

const MEGABYTE = 1024 * 1024

/**
 * Hands a file of JSON to the server.
 *
 * @param to the path that takes it
 * @param maxBytes larger ones are not sent
 */
export async function importJsonFile<Report>(
  file: File,
  to: string,
  maxBytes: number,
): Promise<Imported<Report>> {
  if (file.size > maxBytes)
    return { problem: `This file is larger than ${maxBytes / MEGABYTE} MB. Nothing was added.` }
  let content: unknown
  try {
    content = JSON.parse(await file.text())
  } catch {
    return { problem: 'This file is not JSON. Nothing was added.' }
  }
  try {
    return { report: await postForJson<Report>(to, content) }
  } catch (error) {
    const reason = error instanceof Refusal ? wordsOf(error) : 'Numina could not be reached.'
    return { problem: `${reason} Nothing was added.` }
  }
}

function wordsOf({ body: { message, fields } }: Refusal): string {
  return Object.values(fields ?? {})[0] ?? message
}
