/** When somebody of the operator looked at what is the person's. */
export function SupportAccess({
  looks,
  locale,
  timeZone,
}: {
  looks: readonly { id: string; at: string }[]
  locale: string
  timeZone: string
}) {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone })
  return (
    <>
      {looks.length === 0 ? (
        <p className="font-medium">Nobody has looked at your data.</p>
      ) : (
        <ol className="flex flex-col divide-y rounded-card border">
          {looks.map(({ id, at }) => (
            <li key={id} className="px-4 py-3">
              Looked at by support on <time dateTime={at}>{format.format(new Date(at))}</time>
            </li>
          ))}
        </ol>
      )}
      <p className="text-ink-muted">
        Every look by those who run this Numina is listed here. All they can open is an answer that you
        reported, by itself: nothing else of your conversations, and none of your settings. Whoever keeps the
        server can read its database outside of Numina, which no list can show.
      </p>
    </>
  )
}
