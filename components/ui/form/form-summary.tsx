'use client'

import { type MouseEvent, useEffect, useRef } from 'react'
import { Notice } from '../notice'

/**
 * What is wrong with a form as a whole, at its top: takes the focus when it appears, so that screen readers read it,
 * and leads to each field (whose id is its name).
 */
export function FormSummary({
  message,
  fields = {},
  labels = {},
}: {
  message: string | undefined
  fields?: Readonly<Record<string, string>> | undefined
  labels?: Readonly<Record<string, string>>
}) {
  const box = useRef<HTMLDivElement>(null)
  const wrong = Object.entries(fields)

  useEffect(() => {
    if (message) box.current?.focus()
  }, [message])

  function goTo(event: MouseEvent, name: string) {
    event.preventDefault()
    document.getElementById(name)?.focus()
  }

  if (!message) return null
  return (
    <div ref={box} tabIndex={-1} className="rounded-control outline-none">
      <Notice tone="danger" live>
        <p>{message}</p>
        {wrong.length > 0 && (
          <ul className="mt-1 list-disc ps-4">
            {wrong.map(([name, problem]) => (
              <li key={name}>
                <a href={`#${name}`} onClick={(event) => goTo(event, name)} className="underline">
                  {labels[name] ? `${labels[name]}: ${problem}` : problem}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  )
}
