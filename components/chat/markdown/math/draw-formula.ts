import katex from 'katex'
import 'katex/contrib/copy-tex'
import 'katex/dist/katex.min.css'
import './formula.css'

/**
 * Draws a formula as elements, never as a string of HTML: its many style attributes would be refused by the content security policy,
 * while styles set by a script are not. Carries MathML for screen readers; what is copied is the source.
 *
 * @returns the drawing, or null when this is no formula
 */
export function drawFormula(tex: string, display: boolean): Node | null {
  const box = document.createElement('span')
  try {
    // `trust` is off: no addresses, no pictures, no attributes from a formula.
    katex.render(tex, box, { displayMode: display, throwOnError: true, strict: 'ignore', maxSize: 30 })
    return box.firstChild
  } catch {
    return null
  }
}
