'use client'

import { type ChangeEvent, useState } from 'react'
import { colourOf } from '../charts/scale'

/** A step is a tenth of the way from the middle to either end. */
const STEPS = 10
const WORDS = ['In between', 'Rather', '', 'Very'] as const

/** How somebody feels, in words. @param valence -1 to 1 */
export function sayMood(valence: number): string {
  const much = Math.abs(valence)
  const word = WORDS[much < 0.15 ? 0 : much < 0.45 ? 1 : much < 0.85 ? 2 : 3]
  if (word === WORDS[0]) return word
  const kind = valence < 0 ? 'low' : 'good'
  return word ? `${word} ${kind}` : kind === 'low' ? 'Low' : 'Good'
}

/**
 * Says with one tap, one drag or one key how somebody is.
 *
 * @param onSay called with each value they stop at, also the middle where it begins
 */
export function MoodSlider({
  labelledBy,
  said,
  onSay,
}: {
  labelledBy: string
  /** What is kept; null: nothing yet. */
  said: number | null
  onSay: (valence: number) => void
}) {
  const [step, setStep] = useState(0)
  const [touched, setTouched] = useState(false)
  const valence = step / STEPS
  const isKnown = touched || said !== null

  const move = (event: ChangeEvent<HTMLInputElement>) => {
    setTouched(true)
    setStep(Number(event.target.value))
  }

  return (
    <div className="flex flex-col gap-1">
      <p className="flex items-center justify-center gap-2.5 text-base">
        <svg aria-hidden viewBox="0 0 24 24" className="size-8">
          <circle
            cx="12"
            cy="12"
            r="10.5"
            fill={isKnown ? colourOf(valence) : 'none'}
            stroke="currentColor"
            strokeDasharray={isKnown ? undefined : '2.5 2.5'}
            className={isKnown ? 'stroke-none' : 'stroke-ink-muted'}
          />
        </svg>
        <span aria-hidden className={isKnown ? 'font-medium' : 'text-ink-muted'}>
          {isKnown ? sayMood(valence) : 'Tap or slide to where you are'}
        </span>
      </p>
      <input
        type="range"
        min={-STEPS}
        max={STEPS}
        step={1}
        value={step}
        aria-labelledby={labelledBy}
        aria-valuetext={sayMood(valence)}
        className="mood-slider"
        onChange={move}
        // A press says it, wherever it lands: in the middle nothing changes. Keys say it when they are let go.
        onClick={() => onSay(valence)}
        onPointerUp={() => onSay(valence)}
        onKeyUp={({ key }) => KEYS.has(key) && onSay(valence)}
        onBlur={() => touched && onSay(valence)}
      />
      <p aria-hidden className="flex justify-between text-ink-muted text-xs">
        <span>Very low</span>
        <span>Very good</span>
      </p>
    </div>
  )
}

const KEYS = new Set([
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['Enter', ' '],
])
