'use client'

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/overlay/dialog'
import { CENTRED, clampPlacement, cropSquare, movePlacement, type Placement } from './crop'

const SIDE = 512
const KEY_STEP = 12
const MAX_ZOOM = 4

/** Lets the person choose the square of a picture: dragged or moved by the arrow keys, zoomed by a slider. */
export function CropDialog({
  image,
  onCancel,
  onCrop,
}: {
  image: ImageBitmap
  onCancel: () => void
  onCrop: (picture: Blob) => void
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [placement, setPlacement] = useState<Placement>(CENTRED)

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const { left, top, side } = cropSquare(image, placement)
    // JPEG knows no transparency: what shows through is white, not black.
    context.fillStyle = 'white'
    context.fillRect(0, 0, SIDE, SIDE)
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, left, top, side, side, 0, 0, SIDE, SIDE)
  }, [image, placement])

  function move(dx: number, dy: number) {
    const shown = canvas.current?.clientWidth || SIDE
    setPlacement((current) => movePlacement(image, current, shown, dx, dy))
  }

  function drag(event: PointerEvent) {
    if (event.buttons === 1) move(event.movementX, event.movementY)
  }

  function press(event: KeyboardEvent) {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-KEY_STEP, 0],
      ArrowRight: [KEY_STEP, 0],
      ArrowUp: [0, -KEY_STEP],
      ArrowDown: [0, KEY_STEP],
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    move(...step)
  }

  function finish() {
    canvas.current?.toBlob((blob) => blob && onCrop(blob), 'image/jpeg', 0.9)
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      title="Choose the part to show"
      description="Drag the picture, or move it with the arrow keys."
    >
      <div
        role="application"
        aria-label="Position of the picture"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: moved by the arrow keys in two directions, for which HTML has no element.
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={press}
        className="mx-auto size-64 cursor-move touch-none overflow-hidden rounded-full border"
      >
        <canvas ref={canvas} width={SIDE} height={SIDE} className="size-full" />
      </div>
      <label className="flex items-center gap-3">
        Zoom
        <input
          type="range"
          min={1}
          max={MAX_ZOOM}
          step={0.05}
          value={placement.zoom}
          onChange={(event) => {
            const zoom = Number(event.target.value)
            setPlacement((current) => clampPlacement(image, { ...current, zoom }))
          }}
          className="h-6 flex-1"
        />
      </label>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" onClick={finish}>
          Use this picture
        </Button>
      </div>
    </Dialog>
  )
}
