'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'

const LoadedPicture = dynamic(
  () =>
    import('./loaded-picture').catch(() => ({
      default: ({ link }: { link: ReactNode }) => <span>{link} (it could not be loaded)</span>,
    })),
  { ssr: false },
)

/** A picture from elsewhere. It is loaded when somebody asks for it, since its server learns who looks at it. `link` leads to it. */
export function ForeignPicture({
  src,
  alt,
  host,
  link,
}: {
  src: string
  alt: string
  host: string
  link: ReactNode
}) {
  const [wanted, setWanted] = useState(false)
  if (wanted) return <LoadedPicture src={src} alt={alt} link={link} />
  return (
    <span className="foreign-picture">
      {link}
      <button type="button" onClick={() => setWanted(true)}>
        Show it ({host} will know)
      </button>
    </span>
  )
}
