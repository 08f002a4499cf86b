import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

const looks = {
  info: { icon: Info, className: 'bg-accent-soft', color: 'text-accent' },
  success: { icon: CircleCheck, className: 'bg-success-soft', color: 'text-success' },
  warning: { icon: TriangleAlert, className: 'bg-warning-soft', color: 'text-warning' },
  danger: { icon: CircleAlert, className: 'bg-danger-soft', color: 'text-danger' },
}

/** A short message in the flow of a page. With `live` it is read out when it appears. */
export function Notice({
  tone = 'info',
  live = false,
  className,
  children,
}: {
  tone?: keyof typeof looks
  live?: boolean
  className?: string
  children: ReactNode
}) {
  const { icon: Icon, className: look, color } = looks[tone]
  const role = tone === 'danger' ? 'alert' : 'status'
  return (
    <div {...(live && { role })} className={cn('flex gap-2.5 rounded-control px-3.5 py-3', look, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', color)} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
