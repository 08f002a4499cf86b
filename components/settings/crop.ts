/** A picture and how the person placed it: `zoom` ≥ 1; `x`, `y` is the centre of the square, 0 to 1 of the picture. */
export type Placement = { zoom: number; x: number; y: number }
type Size = { width: number; height: number }

/** The whole middle of the picture. */
export const CENTRED: Placement = { zoom: 1, x: 0.5, y: 0.5 }

/** The square of the picture that is shown, in its pixels. At zoom 1 it is as large as the picture allows. */
export function cropSquare(
  image: Size,
  { zoom, x, y }: Placement,
): { left: number; top: number; side: number } {
  const side = Math.min(image.width, image.height) / zoom
  return { left: x * image.width - side / 2, top: y * image.height - side / 2, side }
}

/** The nearest placement whose square lies inside the picture. */
export function clampPlacement(image: Size, { zoom, x, y }: Placement): Placement {
  const side = Math.min(image.width, image.height) / zoom
  return {
    zoom,
    x: clamp(x, side / 2 / image.width),
    y: clamp(y, side / 2 / image.height),
  }
}

/**
 * Moves the picture under the square by `dx`, `dy` pixels of the screen.
 *
 * @param shown the side of the square on the screen, in the same pixels
 */
export function movePlacement(
  image: Size,
  placement: Placement,
  shown: number,
  dx: number,
  dy: number,
): Placement {
  const { side } = cropSquare(image, placement)
  const scale = side / shown
  return clampPlacement(image, {
    zoom: placement.zoom,
    x: placement.x - (dx * scale) / image.width,
    y: placement.y - (dy * scale) / image.height,
  })
}

/** Keeps `value` at least `margin` away from both 0 and 1. */
function clamp(value: number, margin: number): number {
  return Math.min(1 - margin, Math.max(margin, value))
}
