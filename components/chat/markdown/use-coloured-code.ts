'use client'

import { useEffect, useState } from 'react'
import type { CodeColourer, TokenLine } from './highlighter'
import { toLanguage } from './languages'

/** Beyond this, colour costs more than it helps. */
const MOST_CHARACTERS = 200_000

type Coloured = { lines: readonly TokenLine[]; code: string }

/**
 * Colours code as it grows, a stretch at a time, so that nothing else waits.
 *
 * @returns the lines that are coloured, and the rest of the code, which is plain
 */
export function useColouredCode(code: string, info: string): { lines: readonly TokenLine[]; plain: string } {
  const [colourer, setColourer] = useState<CodeColourer | null>(null)
  const [coloured, setColoured] = useState<Coloured>({ lines: [], code: '' })
  const language = code.length > MOST_CHARACTERS ? null : toLanguage(info)

  useEffect(() => {
    let wanted = true
    setColourer(null)
    if (language) {
      import('./highlighter')
        .then(({ createCodeColourer }) => createCodeColourer(language))
        .then((created) => wanted && setColourer(created))
        // Without the grammar's file the code stays plain, and readable.
        .catch(() => undefined)
    }
    return () => {
      wanted = false
    }
  }, [language])

  useEffect(() => {
    if (!colourer) return
    let timer: ReturnType<typeof setTimeout>
    const step = () => {
      const { lines, plain, more } = colourer.colour(code)
      setColoured({ lines, code: code.slice(0, code.length - plain.length) })
      if (more) timer = setTimeout(step)
    }
    timer = setTimeout(step)
    return () => clearTimeout(timer)
  }, [colourer, code])

  if (!colourer || !code.startsWith(coloured.code)) return { lines: [], plain: code }
  return { lines: coloured.lines, plain: code.slice(coloured.code.length) }
}
