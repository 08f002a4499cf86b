import { describe, expect, it } from 'vitest'
import { createProgressPrinter, formatProgress } from './progress.ts'

const half = { task: 'downloading x', bytes: 50_000_000, total: 100_000_000 }

function collect(isTTY: boolean) {
  const written: string[] = []
  let time = 0
  const out = { isTTY, write: (text: string) => written.push(text) > 0 }
  return { written, printer: createProgressPrinter(out, () => time), pass: (ms: number) => (time += ms) }
}

describe('progress', () => {
  it('shows share and size', () => {
    expect(formatProgress(half)).toBe('downloading x [############............] 50% 50/100 MB')
    expect(formatProgress({ ...half, total: 0 })).toContain('0%')
  })

  it('rewrites one line on a terminal', () => {
    const { written, printer } = collect(true)
    printer.show(half)
    printer.show(half)
    printer.end()
    expect(written.slice(0, 2).every((text) => text.startsWith('\r'))).toBe(true)
    expect(written[2]).toBe('\n')
  })

  it('writes a line now and then elsewhere, and at once when the task changes', () => {
    const { written, printer, pass } = collect(false)
    printer.show(half)
    pass(1_999)
    printer.show(half)
    expect(written).toHaveLength(1)
    pass(1)
    printer.show(half)
    expect(written).toHaveLength(2)
    printer.show({ ...half, task: 'unpacking x' })
    expect(written).toHaveLength(3)
    printer.end()
    expect(written).toHaveLength(3)
  })
})
