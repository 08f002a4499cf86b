const FILTERS = [
  { text: 'role:user', label: 'from me' },
  { text: 'role:assistant', label: 'from Numina' },
  { text: 'after:', label: 'after a date' },
  { text: 'before:', label: 'before a date' },
  { text: 'in:', label: 'in a folder' },
  { text: 'model:', label: 'by a model' },
]

/** What narrows a search, to be found without reading a manual. A press writes it into the field. */
export function FilterChips({ query, onAdd }: { query: string; onAdd: (text: string) => void }) {
  const left = FILTERS.filter(({ text }) => !query.includes(text.slice(0, text.indexOf(':') + 1)))
  if (left.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a field set would be announced as part of a form.
    <div
      role="group"
      aria-label="Narrow the search"
      className="flex shrink-0 gap-1.5 overflow-x-auto px-3 py-2"
    >
      {left.map(({ text, label }) => (
        <button
          key={text}
          type="button"
          title={text}
          onClick={() => onAdd(text)}
          className="h-7 shrink-0 rounded-full border px-2.5 text-ink-muted text-xs transition-colors hover:bg-ink/5 hover:text-ink pointer-coarse:h-9"
        >
          {label}
        </button>
      ))}
    </div>
  )
}
