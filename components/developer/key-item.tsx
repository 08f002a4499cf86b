'use client'

import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import type { KeyDto } from '@/lib/keys/schema'
import { factsOf, type Region, SCOPE_WORDS, usedOf } from './words'

type KeyItemProps = { item: KeyDto; onChange: () => void; onRevoke: () => void } & Region

/** A key: what it may do, what it has used, and what can be done with it. */
export function KeyItem({ item, onChange, onRevoke, locale, timeZone }: KeyItemProps) {
  const { name, start, scopes, isOver } = item
  return (
    <li className="flex flex-col gap-3 p-4">
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h3 dir="auto" className="min-w-0 break-words font-medium">
            {name}
          </h3>
          <code className="text-ink-muted">{start}…</code>
          {isOver && <span className="text-danger">Expired</span>}
        </div>
        <p className="text-ink-muted">{scopes.map((scope) => SCOPE_WORDS[scope].label).join(' · ')}</p>
        <p className="text-ink-muted">{factsOf(item, { locale, timeZone })}</p>
        <p className="text-ink-muted">{usedOf(item, locale)}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onChange} aria-label={`Change ${name}`}>
          Change
        </Button>
        <button
          type="button"
          aria-label={`Revoke ${name}`}
          className={buttonStyles({ size: 'sm', variant: 'ghost', className: 'text-danger' })}
          onClick={onRevoke}
        >
          Revoke
        </button>
      </div>
    </li>
  )
}
