import { expect, test } from 'vitest'
import { CENTRED, clampPlacement, cropSquare, movePlacement } from './crop'

const landscape = { width: 800, height: 400 }

test('shows the largest square in the middle first', () => {
  expect(cropSquare(landscape, CENTRED)).toEqual({ left: 200, top: 0, side: 400 })
})

test('a zoomed square is smaller, around the same centre', () => {
  expect(cropSquare(landscape, { zoom: 2, x: 0.5, y: 0.5 })).toEqual({ left: 300, top: 100, side: 200 })
})

test('dragging moves the picture with the pointer, at the scale it is shown', () => {
  // 400 px of the picture on 200 px of the screen: one pixel of the screen is two of the picture.
  const moved = movePlacement(landscape, CENTRED, 200, 50, 0)
  expect(cropSquare(landscape, moved)).toEqual({ left: 100, top: 0, side: 400 })
})

test.each([
  [1e6, 1e6],
  [-1e6, -1e6],
])('the square stays inside the picture when dragged by %d, %d', (dx, dy) => {
  const { left, top, side } = cropSquare(
    landscape,
    movePlacement(landscape, { ...CENTRED, zoom: 2 }, 200, dx, dy),
  )
  expect(left).toBeGreaterThanOrEqual(0)
  expect(top).toBeGreaterThanOrEqual(0)
  expect(left + side).toBeLessThanOrEqual(landscape.width)
  expect(top + side).toBeLessThanOrEqual(landscape.height)
})

test('zooming out at the edge pulls the square back inside', () => {
  const placed = clampPlacement(landscape, { zoom: 1, x: 0.95, y: 0.95 })
  expect(cropSquare(landscape, placed)).toEqual({ left: 400, top: 0, side: 400 })
})
