'use client'

import { memo, useId, useMemo } from 'react'
import { defaultRehypePlugins, Streamdown } from 'streamdown'
import { elements, ID_PREFIX } from './elements'
import { markMath } from './math/mark-math'

/**
 * HTML in a message is reduced to harmless tags, and its ids are marked as the message's own. Every address is checked once more
 * in elements.tsx.
 */
function rehypePluginsFor(scope: string) {
  return [defaultRehypePlugins['raw'], sanitizeWithPrefix(`${ID_PREFIX}${scope}-`)].filter(
    (plugin) => plugin !== undefined,
  )
}
/** The prefix comes from rehype-sanitize. */
const remarkRehypeOptions = { clobberPrefix: '' }
/** Their sources are addresses elsewhere; an <img> beside them becomes a link. */
const DISALLOWED = ['picture', 'source']
/** Formulas are code by the time Streamdown sees them: a `$$` that is left is two dollar signs. */
const remend = { katex: false, inlineKatex: false }

function sanitizeWithPrefix(clobberPrefix: string) {
  const given = defaultRehypePlugins['sanitize']
  if (!Array.isArray(given)) throw new Error('streamdown no longer names its sanitizer')
  const [plugin, schema] = given
  return [plugin, { ...schema, clobberPrefix }] as typeof given
}

/** What a model wrote, as it grows. Blocks that are complete are drawn once. */
export const Markdown = memo(function Markdown({
  text,
  growing = false,
}: {
  text: string
  growing?: boolean
}) {
  const scope = useId()
  const rehypePlugins = useMemo(() => rehypePluginsFor(scope), [scope])
  const marked = useMemo(() => markMath(text, growing), [text, growing])
  return (
    <Streamdown
      className={growing ? 'markdown growing' : 'markdown'}
      components={elements}
      controls={false}
      disallowedElements={DISALLOWED}
      mode={growing ? 'streaming' : 'static'}
      parseIncompleteMarkdown={growing}
      rehypePlugins={rehypePlugins}
      remend={remend}
      remarkRehypeOptions={remarkRehypeOptions}
      unwrapDisallowed
    >
      {marked}
    </Streamdown>
  )
})
