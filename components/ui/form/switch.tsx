'use client'

import { Spinner } from '../spinner'

/** Something that is on or off, and takes effect at once. */
export function Switch({
  id,
  label,
  help,
  isOn,
  isBusy,
  onChange,
}: {
  id: string
  label: string
  help: string
  isOn: boolean
  isBusy: boolean
  onChange: (isOn: boolean) => void
}) {
  return (
    <div className="flex items-start gap-4">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-help`} className="text-ink-muted">
          {help}
        </p>
      </div>
      {isBusy && <Spinner />}
      <input
        type="checkbox"
        role="switch"
        id={id}
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={`${id}-help`}
        onChange={(event) => !isBusy && onChange(event.currentTarget.checked)}
        className="relative mt-0.5 h-6 w-10 shrink-0 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors before:absolute before:start-0.5 before:top-0.5 before:size-5 before:rounded-full before:bg-surface-raised before:transition-transform checked:bg-accent checked:before:translate-x-4 rtl:checked:before:-translate-x-4"
      />
    </div>
  )
}
