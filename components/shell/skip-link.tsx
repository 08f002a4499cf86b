/** The first stop of the Tab key: past everything that repeats, to the page itself. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed start-3 top-3 z-50 -translate-y-20 rounded-control bg-accent px-4 py-2 font-medium text-accent-ink focus-visible:translate-y-0"
    >
      Skip to content
    </a>
  )
}
