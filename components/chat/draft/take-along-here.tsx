'use client'

import { useParams } from 'next/navigation'
import { useEffect } from 'react'
import { takeAlong } from './take-along'

/** On the page that stands in the place of a conversation that is gone: what this browser kept for it goes along to a new chat. */
export function TakeAlongHere({ owner }: { owner: string }) {
  const { id } = useParams()
  useEffect(() => {
    if (typeof id === 'string') takeAlong(owner, id)
  }, [owner, id])
  return null
}
