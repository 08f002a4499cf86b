'use client'

import { PlainError } from '@/components/shell/plain-error'

/** Where there is no shell around what failed. */
export default function RootError({ error }: { error: Error & { digest?: string } }) {
  return <PlainError title="This page could not be shown" digest={error.digest} />
}
