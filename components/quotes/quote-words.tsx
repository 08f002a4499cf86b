import type { QuoteDto } from '@/lib/quotes/schema'

/** What was asked, and what was answered. */
export function QuoteWords({
  quote: { seats, needs, answers, at },
  locale,
  timeZone,
}: {
  quote: QuoteDto
  locale: string
  timeZone: string
}) {
  const format = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' })
  const day = (iso: string) => format.format(new Date(iso))
  return (
    <>
      <p className="text-ink-muted tabular-nums">
        {new Intl.NumberFormat(locale).format(seats)} {seats === 1 ? 'seat' : 'seats'}, asked on {day(at)}
      </p>
      <p className="whitespace-pre-line [overflow-wrap:anywhere]">{needs}</p>
      {answers.map((answer) => (
        <div key={answer.at} className="mt-2 border-s-2 ps-3">
          <p className="text-ink-muted">Answered on {day(answer.at)}</p>
          <p className="whitespace-pre-line [overflow-wrap:anywhere]">{answer.text}</p>
        </div>
      ))}
    </>
  )
}
