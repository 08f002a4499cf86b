/** Where the side bar, which tells it too, is behind a button: the team somebody is in. */
export function TeamStrip({ name }: { name: string }) {
  return (
    <p className="truncate border-b bg-surface-sunken px-4 py-1 text-center text-ink-muted text-xs md:hidden">
      In the team <span className="font-medium text-ink">{name}</span>
    </p>
  )
}
