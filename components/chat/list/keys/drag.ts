import type { Place } from '@/lib/chat/schema'

/** Where things can be dropped: an element that names its place. */
const targetAt = (event: DragEvent) =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('[data-place]') : null

/**
 * Lets conversations be dragged to the places of the list. A drag carries the link as well, so that it can be dropped elsewhere.
 *
 * @param selected all that go along when one of them is dragged
 * @returns the function that ends it
 */
export function listenToDrags(
  root: HTMLElement,
  handlers: {
    selected: () => ReadonlySet<string> | null
    onDragging: (dragging: boolean) => void
    onDrop: (ids: string[], place: Place) => void
  },
): () => void {
  let dragged: string[] | null = null
  let over: HTMLElement | null = null
  const ended = new AbortController()

  function lead(target: HTMLElement | null) {
    if (target === over) return
    over?.removeAttribute('data-over')
    target?.setAttribute('data-over', '')
    over = target
  }

  function start(event: DragEvent) {
    const row =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-conversation]') : null
    const id = row?.dataset['conversation']
    if (!id || !event.dataTransfer) return
    const selected = handlers.selected()
    dragged = selected?.has(id) ? [...selected] : [id]
    event.dataTransfer.effectAllowed = 'copyMove'
    event.dataTransfer.setData('text/uri-list', `${location.origin}/chat/${id}`)
    // The row that is dragged must not change in the same breath, or the browser gives up.
    setTimeout(() => handlers.onDragging(true))
  }

  function move(event: DragEvent) {
    const target = dragged && targetAt(event)
    lead(target)
    if (!target) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move'
  }

  function drop(event: DragEvent) {
    const place = targetAt(event)?.dataset['place']
    if (!dragged || !place) return
    event.preventDefault()
    handlers.onDrop(dragged, place)
    end()
  }

  function end() {
    dragged = null
    lead(null)
    handlers.onDragging(false)
  }

  const options = { signal: ended.signal }
  root.addEventListener('dragstart', start, options)
  root.addEventListener('dragover', move, options)
  root.addEventListener('drop', drop, options)
  root.addEventListener('dragend', end, options)
  root.addEventListener('dragleave', (event) => event.target === root && lead(null), options)
  return () => ended.abort()
}
