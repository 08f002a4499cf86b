'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import './picture.css'

const LEAST_PX = 16
const MOST_PX = 640

/** Loads a picture in a frame without an origin: no cookie and no address of ours goes with the request, and the app's policy stays. */
export default function LoadedPicture({ src, alt, link }: { src: string; alt: string; link: ReactNode }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    const listen = ({ source, data }: MessageEvent) => {
      const { current } = frame
      if (!current || source !== current.contentWindow) return
      if (data?.type === 'ready') current.contentWindow?.postMessage({ type: 'show', src, alt }, '*')
      if (data?.type === 'failed') setFailed(true)
      if (data?.type === 'size') resize(current, Number(data.width), Number(data.height))
    }
    addEventListener('message', listen)
    return () => removeEventListener('message', listen)
  }, [src, alt])

  if (failed) return <span className="foreign-picture">{link} (it could not be loaded)</span>
  return (
    <iframe
      ref={frame}
      src="/frame/picture.html"
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      title={alt || 'Picture'}
      className="picture-frame"
    />
  )
}

/** As large as the picture, and no larger than there is room for. */
function resize(frame: HTMLIFrameElement, width: number, height: number): void {
  const shown = Math.min(width, frame.parentElement?.clientWidth ?? width, (MOST_PX * width) / height)
  if (!(shown > 0)) return
  frame.style.width = `${Math.max(LEAST_PX, shown)}px`
  frame.style.height = `${Math.max(LEAST_PX, (shown * height) / width)}px`
}
