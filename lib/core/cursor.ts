import { AppError } from './errors'

/** A place in a list that is ordered by time, newest first, and by id where times are equal. */
export type Position = { at: Date; id: string }

/** @returns the place as text for a URL: `milliseconds.id` */
export function formatCursor({ at, id }: Position): string {
  return `${at.getTime()}.${id}`
}

/** @throws AppError `bad_request` for text that no list has given out */
export function parseCursor(cursor: string): Position {
  const parts = /^(\d{1,15})\.([0-9a-f]{24})$/.exec(cursor)
  if (!parts?.[1] || !parts[2]) throw new AppError('bad_request', 'This page of the list does not exist.')
  return { at: new Date(Number(parts[1])), id: parts[2] }
}
