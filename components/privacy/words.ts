const STEP = 1000
const UNITS = ['bytes', 'kB', 'MB', 'GB']

/** @returns a size in words, such as "12.4 MB" */
export function sizeOf(bytes: number): string {
  let [value, unit] = [bytes, 0]
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP
    unit += 1
  }
  const digits = unit > 0 && value < 100 ? 1 : 0
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}
