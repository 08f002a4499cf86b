'use client'

import type { GrowthMonth } from '@/lib/billing/schema'
import { sayMonth, sayMonthly } from './month-words'

const HEIGHT = 100

type GrowthChartProps = { months: readonly GrowthMonth[]; currency: string; locale: string }
type Part = { value: number; look: string }

const gainsOf = (month: GrowthMonth): Part[] => [
  { value: month.new, look: 'fill-accent' },
  { value: month.reactivated, look: 'fill-accent/70' },
  { value: month.expansion, look: 'fill-accent/45' },
]
const lossesOf = (month: GrowthMonth): Part[] => [
  { value: -month.churned, look: 'fill-ink' },
  { value: -month.contraction, look: 'fill-ink/45' },
]
const sumOf = (parts: Part[]) => parts.reduce((sum, { value }) => sum + value, 0)

/** What comes in at the end of each month, and below it what was gained and lost in it. */
export function GrowthChart(props: GrowthChartProps) {
  const { months, currency, locale } = props
  const [first, middle, last] = [months[0], months[Math.floor(months.length / 2)], months.at(-1)]
  const money = (yearly: number) => sayMonthly(yearly, currency, locale)
  const points = months.length > 2 ? [first, middle, last] : months
  return (
    <figure className="flex flex-col gap-3">
      <p className="font-medium">
        {money(last?.total ?? 0)} <span className="font-normal text-ink-muted">a month come in now</span>
      </p>
      <Totals {...props} />
      <p className="text-ink-muted">Gained and lost</p>
      <Changes {...props} />
      <div aria-hidden className="flex justify-between ps-18 text-ink-muted text-xs">
        {points.map((month) => month && <span key={month.month}>{sayMonth(month.month, locale)}</span>)}
      </div>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-xs">
        {[
          ['bg-accent', 'New'],
          ['bg-accent/70', 'Back again'],
          ['bg-accent/45', 'Expansion'],
          ['bg-ink/45', 'Contraction'],
          ['bg-ink', 'Churned'],
        ].map(([look, name]) => (
          <span key={name} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2.5 rounded-xs ${look}`} />
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

function Totals({ months, currency, locale }: GrowthChartProps) {
  const most = Math.max(1, ...months.map(({ total }) => total))
  const last = months.at(-1)?.total ?? 0
  const money = (yearly: number) => sayMonthly(yearly, currency, locale)
  return (
    <Framed top={money(most)} bottom={money(0)}>
      <svg
        role="img"
        aria-label={`What comes in a month, over ${months.length} months: ${money(last)} at the end, ${money(most)} at most.`}
        viewBox={`0 0 ${months.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-32 min-w-0 flex-1"
      >
        <Line y={HEIGHT} width={months.length} />
        {months.map(({ month, total }, at) => (
          <Bar
            key={month}
            at={at}
            y={HEIGHT - (total / most) * HEIGHT}
            height={(total / most) * HEIGHT}
            look="fill-accent"
          />
        ))}
      </svg>
    </Framed>
  )
}

function Changes({ months, currency, locale }: GrowthChartProps) {
  const up = Math.max(0, ...months.map((month) => sumOf(gainsOf(month))))
  const down = Math.max(0, ...months.map((month) => sumOf(lossesOf(month))))
  const scale = HEIGHT / Math.max(1, up + down)
  const zero = up * scale
  const money = (yearly: number) => sayMonthly(yearly, currency, locale)
  return (
    <Framed top={`+${money(up)}`} bottom={down > 0 ? `−${money(down)}` : money(0)}>
      <svg
        role="img"
        aria-label={`Gained and lost by month: at most ${money(up)} gained and ${money(down)} lost in one.`}
        viewBox={`0 0 ${months.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-32 min-w-0 flex-1"
      >
        {months.map((month, at) => (
          <g key={month.month}>
            {stacked(gainsOf(month)).map(({ from, value, look }) => (
              <Bar key={look} at={at} y={zero - (from + value) * scale} height={value * scale} look={look} />
            ))}
            {stacked(lossesOf(month)).map(({ from, value, look }) => (
              <Bar key={look} at={at} y={zero + from * scale} height={value * scale} look={look} />
            ))}
          </g>
        ))}
        <Line y={zero} width={months.length} />
      </svg>
    </Framed>
  )
}

/** Each part with where it begins: the ends of those before it. */
function stacked(parts: Part[]): (Part & { from: number })[] {
  return parts
    .map((part, at) => ({ ...part, from: sumOf(parts.slice(0, at)) }))
    .filter(({ value }) => value > 0)
}

function Framed({ top, bottom, children }: { top: string; bottom: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-2">
      <div
        aria-hidden
        className="flex w-16 shrink-0 flex-col justify-between text-end text-ink-muted text-xs tabular-nums"
      >
        <span>{top}</span>
        <span>{bottom}</span>
      </div>
      {children}
    </div>
  )
}

function Bar({ at, y, height, look }: { at: number; y: number; height: number; look: string }) {
  return <rect x={at + 0.15} width="0.7" y={y} height={height} className={look} />
}

function Line({ y, width }: { y: number; width: number }) {
  return <path d={`M0 ${y}H${width}`} vectorEffect="non-scaling-stroke" className="stroke-line-strong" />
}
