'use client'

import { HeartHandshake, Phone, X } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { IconButton } from '@/components/ui/icon-button'
import { useConversation } from '../conversation/context'
import { findCountry } from './find-country'
import { COUNTRIES, type Country, INTERNATIONAL } from './help-lines'

const FOR = { abuse: 'For violence and abuse', 'young people': 'For children and young people' }

/**
 * People who can help, for somebody who may need them now. It takes no focus and covers nothing; once closed, it comes back as one line.
 *
 * @param times how often something asked for it in this conversation
 */
export function CareCard({ times }: { times: number }) {
  const { focusComposer } = useConversation()
  const [closedAt, setClosedAt] = useState(0)
  const [openAgain, setOpenAgain] = useState(0)
  const close = () => {
    setClosedAt(times)
    setOpenAgain(0)
    focusComposer()
  }
  if (closedAt === times) return null
  if (closedAt > 0 && openAgain !== times)
    return (
      <div className="mb-2 flex items-center justify-between gap-2 rounded-card border bg-surface-raised py-1 ps-2 pe-1">
        <Button size="sm" variant="ghost" onClick={() => setOpenAgain(times)}>
          <HeartHandshake aria-hidden className="size-4 text-accent" />
          Show help lines
        </Button>
        <IconButton label="Close" size="sm" onClick={close}>
          <X />
        </IconButton>
      </div>
    )
  return <HelpLines onClose={close} />
}

function HelpLines({ onClose }: { onClose: () => void }) {
  const { reader } = useConversation()
  const [country, setCountry] = useState(() => findCountry(reader.timeZone, reader.locale))
  const titleId = useId()
  // Read out once it is there: a live region that appears with its words is passed over by some screen readers.
  const [isThere, setThere] = useState(false)
  useEffect(() => setThere(true), [])
  return (
    <section
      aria-labelledby={titleId}
      className="mb-2 max-h-[45dvh] overflow-y-auto overscroll-contain rounded-card border bg-surface-raised px-4 py-3"
    >
      <p role="status" className="sr-only">
        {isThere && 'Help lines are shown above the message field.'}
      </p>
      <div className="flex items-start gap-3">
        <HeartHandshake aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="font-medium">
            If you or somebody else may be in danger
          </h2>
          <p className="mt-0.5 text-ink-muted">
            Numina is a program and can be wrong. These people listen, whatever it is about, and you need not
            give your name.
          </p>
        </div>
        <IconButton label="Close help lines" size="sm" className="-me-1.5 -mt-1" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <ul className="mt-3 flex flex-col">{country ? <Lines country={country} /> : <Directories />}</ul>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t pt-3">
        <CountryChoice country={country} onChoose={setCountry} />
        <p className="text-ink-muted text-xs">Nothing of this is kept, and nobody was told.</p>
      </div>
    </section>
  )
}

function Lines({ country: { emergency, lines } }: { country: Country }) {
  return (
    <>
      {emergency.split(' · ').map((number) => (
        <Row key={number} label="Emergency" number={number}>
          When somebody’s life is in danger now
        </Row>
      ))}
      {lines.map(({ name, number, hours, source, for: forWhom }) => (
        <Row key={number} label={name} number={number}>
          {forWhom ? `${FOR[forWhom]} · ` : ''}
          {hours} ·{' '}
          <a href={source} target="_blank" rel="noreferrer" className="underline underline-offset-2">
            {new URL(source).hostname.replace(/^www\./, '')}
          </a>
        </Row>
      ))}
    </>
  )
}

function Row({ label, number, children }: { label: string; number: string; children: React.ReactNode }) {
  return (
    <li className="flex items-center justify-between gap-3 py-1.5">
      <div className="min-w-0">
        <p dir="auto" className="font-medium">
          {label}
        </p>
        <p className="text-ink-muted text-xs">{children}</p>
      </div>
      <a
        href={`tel:${number.replace(/[^\d+]/g, '')}`}
        aria-label={`Call ${label}, ${number}`}
        className="inline-flex min-h-9 pointer-coarse:min-h-11 shrink-0 items-center gap-2 whitespace-nowrap rounded-control border border-line-strong/60 px-3 font-medium tabular-nums transition-colors hover:bg-ink/5"
      >
        <Phone aria-hidden className="size-4 text-accent" />
        {number}
      </a>
    </li>
  )
}

/** For a country without lines of its own here. */
function Directories() {
  return (
    <>
      {INTERNATIONAL.map(({ name, url }) => (
        <li key={url} className="py-1.5">
          <a href={url} target="_blank" rel="noreferrer" className="font-medium underline underline-offset-2">
            {name}
          </a>
          <p className="text-ink-muted text-xs">A list of help lines in every country</p>
        </li>
      ))}
      <li className="py-1.5 text-ink-muted">
        When somebody’s life is in danger now: call the emergency number where you are. From most mobile
        phones that is 112.
      </li>
    </>
  )
}

function CountryChoice({
  country,
  onChoose,
}: {
  country: Country | null
  onChoose: (country: Country | null) => void
}) {
  const { reader } = useConversation()
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  const options = COUNTRIES.map(({ code }) => ({ code, name: names.of(code) ?? code }))
  const sorted = options.sort((a, b) => a.name.localeCompare(b.name, reader.locale))
  return (
    <Select
      aria-label="Country"
      className="w-auto max-w-full"
      value={country?.code ?? ''}
      onChange={(event) => onChoose(COUNTRIES.find(({ code }) => code === event.target.value) ?? null)}
    >
      {sorted.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
      <option value="">Another country</option>
    </Select>
  )
}
