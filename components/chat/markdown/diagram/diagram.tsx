'use client'

import { Code, Image } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { CodeBlock } from '../code-block'
import { Picture, useDrawing } from './picture'

/** A Mermaid diagram in a reply: its source until it is drawn, and when it cannot be. */
export default function Diagram({ source, info }: { source: string; info: string }) {
  const outcome = useDrawing(source)
  const [asSource, setAsSource] = useState(false)
  const drawing = outcome && 'drawing' in outcome ? outcome.drawing : null
  return (
    <CodeBlock
      code={source}
      info={info}
      actions={
        drawing && (
          <IconButton
            label={asSource ? 'Show the diagram' : 'Show the source'}
            size="sm"
            className="[&_svg]:size-4"
            onClick={() => setAsSource(!asSource)}
          >
            {asSource ? <Image /> : <Code />}
          </IconButton>
        )
      }
      note={
        outcome && 'problem' in outcome
          ? `This diagram could not be drawn: ${firstLine(outcome.problem)}`
          : null
      }
    >
      {drawing && !asSource ? <Picture source={source} drawing={drawing} className="diagram" /> : null}
    </CodeBlock>
  )
}

const firstLine = (text: string) => text.trim().split('\n', 1)[0]
