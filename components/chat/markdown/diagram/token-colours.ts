/** Mermaid's names for what our tokens colour. */
const TOKENS = {
  background: '--surface',
  mainBkg: '--accent-soft',
  primaryColor: '--accent-soft',
  primaryTextColor: '--ink',
  primaryBorderColor: '--accent',
  secondaryColor: '--surface-sunken',
  secondaryTextColor: '--ink',
  secondaryBorderColor: '--line-strong',
  tertiaryColor: '--surface-sunken',
  tertiaryTextColor: '--ink',
  tertiaryBorderColor: '--line-strong',
  lineColor: '--ink-muted',
  textColor: '--ink',
  titleColor: '--ink',
  edgeLabelBackground: '--surface',
  clusterBkg: '--surface-sunken',
  clusterBorder: '--line',
  noteBkgColor: '--warning-soft',
  noteTextColor: '--ink',
  noteBorderColor: '--line-strong',
  errorBkgColor: '--danger-soft',
  errorTextColor: '--danger',
} as const

/** @returns the theme's colours as they are now, as `#rrggbb`: Mermaid reads neither oklch nor variables */
export function readTokenColours(): Record<string, string> {
  const probe = document.createElement('span')
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return {}
  document.body.append(probe)
  const entries = Object.entries(TOKENS).map(([name, token]) => {
    probe.style.color = `var(${token})`
    pen.fillStyle = getComputedStyle(probe).color
    pen.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data
    return [name, `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`]
  })
  probe.remove()
  return Object.fromEntries(entries)
}
