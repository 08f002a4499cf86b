'use client'

import { type ComponentType, useEffect, useEffectEvent, useState } from 'react'
import { Button } from './button'
import { Notice } from './notice'
import { toast } from './overlay/toast-store'

// After a reload a newer version of Numina finds its own parts.
const WORDS = 'This could not be loaded. Check the connection and try again, or reload the page.'

/** For what opens by a press, and could not. */
export function sayNotLoaded(): void {
  toast({ title: WORDS, tone: 'danger' })
}

/** By what the parts that open and close are told so; what has none of it stands in the page. */
type Closable = { open?: boolean; onOpenChange?: (open: boolean) => void; onClose?: () => void }

/**
 * A part whose code comes when somebody first asks for it. With `dynamic` of Next's the page would wait for it, fall with it, and a
 * failure would last until the page is loaded anew. Here it is said that it could not be loaded; what opens is closed again, what
 * stands in the page offers to try again. For what the server draws too, `dynamic` remains.
 *
 * @param load asked again after it has failed
 * @returns the component; its `preload` fetches the code of what may be wanted next
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null
  const fetchPart = async () => {
    loaded = await load()
    return loaded
  }

  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, outside of components, as React's lazy is
  function Later(props: Props & Closable) {
    const { open = true, onOpenChange, onClose } = props
    const [Part, setPart] = useState(() => loaded)
    const [hasFailed, setFailed] = useState(false)
    const fail = useEffectEvent(() => {
      if (!onOpenChange && !onClose) return setFailed(true)
      sayNotLoaded()
      onOpenChange?.(false)
      onClose?.()
    })
    useEffect(() => {
      if (Part || hasFailed || !open) return
      let isHere = true
      fetchPart().then(
        (part) => setPart(() => part),
        () => isHere && fail(),
      )
      return () => {
        isHere = false
      }
    }, [Part, hasFailed, open])
    if (Part) return <Part {...props} />
    return hasFailed && <NotLoaded onRetry={() => setFailed(false)} />
  }

  Later.preload = () => {
    // Only to have it sooner: where it fails, it is loaded once more when it is wanted, and that is what says so.
    if (!loaded) fetchPart().catch(() => {})
  }
  return Later
}

/** For `dynamic`, which keeps a failure until the page is loaded anew: says so in the place of the part, and offers just that. */
export function orReload<Props>(component: Promise<ComponentType<Props>>): Promise<ComponentType<Props>> {
  return component.catch(() => Reload)
}

const Reload = () => <NotLoaded onRetry={() => window.location.reload()} />

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  return (
    <Notice tone="danger" live>
      <p className="mb-2">{WORDS}</p>
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </Notice>
  )
}
