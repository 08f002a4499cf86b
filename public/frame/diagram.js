// Draws Mermaid diagrams for the app, in a document of its own: Mermaid needs styles that the app's content security policy refuses, and
// it reads what a model wrote. The app gets a picture back.
import mermaid from './mermaid/mermaid.esm.min.mjs'

const tell = (message) => parent.postMessage(message, '*')
let drawing = Promise.resolve()
let count = 0

async function draw({ id, source, dark, colours }) {
  const fontFamily = 'system-ui, sans-serif'
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    // Words as SVG, since a picture shows no HTML.
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    fontFamily,
    theme: 'base',
    themeVariables: { ...colours, dropShadow: 'none', darkMode: dark, fontFamily, fontSize: '15px' },
  })
  count += 1
  try {
    const { svg } = await mermaid.render(`diagram-${count}`, source)
    tell({ type: 'drawn', id, ...asPicture(svg) })
  } catch (error) {
    tell({ type: 'failed', id, reason: String(error?.message ?? error) })
  } finally {
    document.body.replaceChildren()
  }
}

/** Well-formed XML with a size of its own, as an <img> wants it. */
function asPicture(markup) {
  const box = document.createElement('div')
  box.innerHTML = markup
  const svg = box.querySelector('svg')
  const [, , width, height] = svg.getAttribute('viewBox').split(/[ ,]+/).map(Number)
  svg.setAttribute('width', width)
  svg.setAttribute('height', height)
  svg.removeAttribute('style')
  const words = (name) => svg.querySelector(`:scope > ${name}`)?.textContent ?? ''
  return {
    svg: new XMLSerializer().serializeToString(svg),
    width,
    height,
    alt: [words('title'), words('desc')].filter(Boolean).join('. '),
  }
}

addEventListener('message', ({ source, data }) => {
  if (source !== parent || data?.type !== 'draw') return
  drawing = drawing.then(() => draw(data))
})
tell({ type: 'ready' })
