import { notFound } from 'next/navigation'
import { AppError } from '@/lib/core/errors'

/** Shows the page for what does not exist when the use case says so. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
