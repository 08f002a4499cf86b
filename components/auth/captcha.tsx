'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import type { CaptchaOffer } from '@/lib/captcha/schema'

/** What both providers' scripts put into the page. */
type Widgets = {
  render(place: HTMLElement, options: Record<string, unknown>): string
  remove(widget: string): void
}

declare global {
  interface Window extends Partial<Record<CaptchaOffer['provider'], Widgets>> {}
}

/** Rendered by us, when it is time: `render=explicit` keeps the script from looking for places itself. */
const SCRIPTS = {
  turnstile: 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit',
  hcaptcha: 'https://js.hcaptcha.com/1/api.js?render=explicit',
} as const

const loading = new Map<string, Promise<void>>()

/** Scripts that our own script adds are allowed by the policy's `strict-dynamic`. */
function load(src: string): Promise<void> {
  const loaded =
    loading.get(src) ??
    new Promise<void>((resolve, reject) => {
      const script = document.createElement('script')
      script.src = src
      script.onload = () => resolve()
      script.onerror = () => {
        script.remove()
        loading.delete(src)
        reject(new Error('the script of the captcha did not come'))
      }
      document.head.append(script)
    })
  loading.set(src, loaded)
  return loaded
}

async function untilThere(provider: CaptchaOffer['provider']): Promise<Widgets> {
  await load(SCRIPTS[provider])
  const widgets = window[provider]
  if (!widgets) throw new Error('the script of the captcha is another one')
  return widgets
}

/** Shows that somebody is there, by the widget of the provider the operator has chosen. Its script is loaded only now. */
export function Captcha({
  offer,
  onToken,
}: {
  offer: CaptchaOffer
  onToken: (token: string | null) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const [isBroken, setBroken] = useState(false)

  const show = useEffectEvent(async (isHere: () => boolean) => {
    const widgets = await untilThere(offer.provider)
    if (!place.current || !isHere()) return null
    const widget = widgets.render(place.current, {
      sitekey: offer.siteKey,
      callback: (token: string) => onToken(token),
      'expired-callback': () => onToken(null),
      'error-callback': () => setBroken(true),
    })
    return () => widgets.remove(widget)
  })
  useEffect(() => {
    let here = true
    const shown = show(() => here).catch(() => {
      setBroken(true)
      return null
    })
    return () => {
      here = false
      void shown.then((remove) => remove?.())
    }
  }, [])

  return (
    <fieldset>
      <legend className="sr-only">Proof that you are no machine</legend>
      <div ref={place} className="min-h-16" />
      {isBroken && (
        <Notice tone="warning" live>
          The check did not load. Look whether something blocks it, or come in with a link by e-mail.
        </Notice>
      )}
    </fieldset>
  )
}
