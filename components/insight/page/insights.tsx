import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonStyles } from '@/components/ui/button-styles'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { RANGES } from '@/lib/insight/limits'
import type { InsightsView } from '@/lib/insight/schema'
import { Calendar } from '../charts/calendar'
import { FeelingsChart } from '../charts/feelings-chart'
import { HoursChart } from '../charts/hours-chart'
import { MoodChart } from '../charts/mood-chart'
import { Associations } from '../charts/topics'
import { plural } from '../words'
import { CheckIn } from './check-in'
import { CheckInList } from './check-in-list'
import { DeleteInsights } from './delete-insights'
import { Reflections } from './reflections'

const SETTINGS = '/settings/privacy#emotional-insight'
const A_YEAR = 365

type InsightsProps = { view: InsightsView; locale: string; timeZone: string }

/** Mood over time, for the person alone. */
export function Insights(props: InsightsProps) {
  return props.view.isOn ? <WhenOn {...props} /> : <WhenOff {...props} />
}

function WhenOn({ view, locale, timeZone }: InsightsProps) {
  const { range, days, points, hours, feelings, topics, places, streak, counts, checkIns, reflections } = view
  const isEmpty = counts.readings + counts.checkIns === 0
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <h1 className="font-medium text-2xl tracking-tight">Insights</h1>
        <Ranges range={range} />
      </header>
      {view.isPaused && (
        <Notice>
          Reading is paused: nothing new is read.{' '}
          <Link href={SETTINGS} className="text-accent underline underline-offset-2">
            Go on in the settings
          </Link>
        </Notice>
      )}
      <CheckIn />
      {isEmpty ? (
        <p className="rounded-card border border-dashed px-5 py-8 text-center text-ink-muted">
          Nothing is known of these days yet. Say above how you are, or write to Numina: from the next message
          on you see here how your words read.
        </p>
      ) : (
        <>
          <Part title="Mood" aside={summaryOf(counts, streak)}>
            <MoodChart points={points} by={range === A_YEAR ? 'week' : 'day'} locale={locale} />
          </Part>
          <div className={cn('grid gap-10', range !== A_YEAR && 'sm:grid-cols-2 sm:gap-8')}>
            <Part title="Calendar">
              <Calendar days={days} locale={locale} />
            </Part>
            <Part title="Times of day">
              <HoursChart hours={hours} />
            </Part>
          </div>
          <Part title="Feelings">
            {feelings.length > 0 ? (
              <FeelingsChart feelings={feelings} />
            ) : (
              <p className="text-ink-muted">No feeling stands out in these days.</p>
            )}
          </Part>
          <Part title="What goes with what">
            <Associations topics={topics} places={places} />
          </Part>
        </>
      )}
      <Part title="Looking back">
        <Reflections kept={reflections} locale={locale} canWrite />
      </Part>
      {checkIns.length > 0 && (
        <Part title="Your check-ins">
          <CheckInList checkIns={checkIns} locale={locale} timeZone={timeZone} />
        </Part>
      )}
      <Part title="Yours to take or delete">
        <p className="text-ink-muted">
          Only you see this page; whoever runs this Numina or owns your workspace does not. Figures read from
          messages are estimates of a small model and no diagnosis.
        </p>
        <div className="flex flex-wrap gap-2">
          <a href="/api/insight/export" download className={buttonStyles({})}>
            Download as CSV
          </a>
          <Link href={SETTINGS} className={buttonStyles({ variant: 'ghost' })}>
            Settings
          </Link>
        </div>
        <DeleteInsights today={view.lastDay} />
      </Part>
    </>
  )
}

function summaryOf({ readings, checkIns }: InsightsView['counts'], streak: number): string {
  const some = `${plural(readings, 'message')}, ${plural(checkIns, 'check-in')}`
  return streak > 1 ? `${some}, ${streak} days in a row` : some
}

function WhenOff({ view, locale, timeZone }: InsightsProps) {
  const { checkIns, reflections, lastDay } = view
  return (
    <>
      <header className="flex flex-col items-start gap-4">
        <h1 className="font-medium text-2xl tracking-tight">Insights</h1>
        <p className="max-w-prose">
          Here you could see your mood over days and weeks: from what your messages show, read by a small
          model on this server, and from what you say yourself with one tap. It is off, so nothing is read and
          nothing of it is kept. Only you would see it, and you can turn it off again with everything in it.
        </p>
        <Link href={SETTINGS} className={buttonStyles({ variant: 'primary' })}>
          Read what it does, and turn it on
        </Link>
      </header>
      {checkIns.length > 0 && (
        <Part title="Check-ins you kept">
          <CheckInList checkIns={checkIns} locale={locale} timeZone={timeZone} />
        </Part>
      )}
      {reflections.length > 0 && (
        <Part title="Reflections you kept">
          <Reflections kept={reflections} locale={locale} canWrite={false} />
        </Part>
      )}
      {checkIns.length + reflections.length > 0 && (
        <Part title="Delete">
          <DeleteInsights today={lastDay} />
        </Part>
      )}
    </>
  )
}

function Part({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-medium text-base">{title}</h2>
        {aside && <p className="text-ink-muted text-xs tabular-nums">{aside}</p>}
      </div>
      {children}
    </section>
  )
}

function Ranges({ range }: { range: number }) {
  return (
    <nav aria-label="How far back" className="flex gap-1 rounded-control border bg-surface-sunken p-0.75">
      {RANGES.map((days) => (
        <Link
          key={days}
          href={`/insights?days=${days}`}
          scroll={false}
          aria-current={days === range ? 'page' : undefined}
          className={cn(
            'flex min-h-8 items-center rounded-md px-3 transition-colors hover:text-ink pointer-coarse:min-h-11',
            days === range ? 'bg-surface-raised font-medium' : 'text-ink-muted',
          )}
        >
          {days === A_YEAR ? 'A year' : `${days} days`}
        </Link>
      ))}
    </nav>
  )
}
