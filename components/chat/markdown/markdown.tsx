'use client'

import { memo } from 'react'
import { defaultRehypePlugins, Streamdown } from 'streamdown'
import { elements, ID_PREFIX } from './elements'

/**
 * HTML in a message is reduced to harmless tags, and its ids are marked as the message's own. Every address is checked once more
 * in elements.tsx.
 */
const rehypePlugins = [defaultRehypePlugins['raw'], sanitizeWithPrefix()].filter(
  (plugin) => plugin !== undefined,
)
/** The prefix comes from rehype-sanitize. */
const remarkRehypeOptions = { clobberPrefix: '' }
/** Their sources are addresses elsewhere; an <img> beside them becomes a link. */
const DISALLOWED = ['picture', 'source']

function sanitizeWithPrefix() {
  const given = defaultRehypePlugins['sanitize']
  if (!Array.isArray(given)) throw new Error('streamdown no longer names its sanitizer')
  const [plugin, schema] = given
  return [plugin, { ...schema, clobberPrefix: ID_PREFIX }] as typeof given
}

/** What a model wrote, as it grows. Blocks that are complete are drawn once. */
export const Markdown = memo(function Markdown({
  text,
  growing = false,
}: {
  text: string
  growing?: boolean
}) {
  return (
    <Streamdown
      className={growing ? 'markdown growing' : 'markdown'}
      components={elements}
      controls={false}
      disallowedElements={DISALLOWED}
      mode={growing ? 'streaming' : 'static'}
      parseIncompleteMarkdown={growing}
      rehypePlugins={rehypePlugins}
      remarkRehypeOptions={remarkRehypeOptions}
      unwrapDisallowed
    >
      {text}
    </Streamdown>
  )
})
