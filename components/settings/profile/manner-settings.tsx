'use client'

import { ChoiceSetting } from './choice-setting'
import { HUMOUR_OPTIONS, LENGTH_OPTIONS, TONE_OPTIONS } from './choices'

/** How answers sound. */
export function MannerSettings() {
  return (
    <>
      <ChoiceSetting
        name="tone"
        legend="Tone"
        help="Counts from the next answer on."
        options={TONE_OPTIONS}
      />
      <ChoiceSetting
        name="length"
        legend="Length"
        help="How much it says when you do not ask for more or less."
        options={LENGTH_OPTIONS}
      />
      <ChoiceSetting name="humour" legend="Humour" help="How often it may joke." options={HUMOUR_OPTIONS} />
    </>
  )
}
