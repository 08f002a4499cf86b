import type { Place } from '@/lib/chat/schema'
import type { FolderDto } from '@/lib/folders/schema'

/** Where things can be dropped: an element that names its place. */
const targetAt = (event: DragEvent) =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('[data-place]') : null

type Handlers = {
  /** All that go along when one of them is dragged. */
  selected: () => ReadonlySet<string> | null
  /** Conversations are being dragged, or no longer. */
  onDragging: (dragging: boolean) => void
  onDrop: (ids: string[], place: Place) => void
  findFolder: (id: string) => FolderDto | undefined
  takesFolder: (folder: FolderDto, place: Place) => boolean
  onDropFolder: (folder: FolderDto, place: Place) => void
}

/**
 * Lets conversations and folders be dragged to the places of the list. A conversation carries its link as well, so that it can be
 * dropped elsewhere.
 *
 * @returns the function that ends it
 */
export function listenToDrags(root: HTMLElement, handlers: Handlers): () => void {
  let dragged: string[] | FolderDto | null = null
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
    if (!event.dataTransfer) return
    if (!id) return startFolder(event, event.dataTransfer)
    const selected = handlers.selected()
    dragged = selected?.has(id) ? [...selected] : [id]
    event.dataTransfer.effectAllowed = 'copyMove'
    event.dataTransfer.setData('text/uri-list', `${location.origin}/chat/${id}`)
    // The row that is dragged must not change in the same breath, or the browser gives up.
    setTimeout(() => handlers.onDragging(true))
  }

  function startFolder({ target }: DragEvent, transfer: DataTransfer) {
    const item = target instanceof HTMLElement && target.draggable ? target.closest('li') : null
    const folder = handlers.findFolder(item?.dataset['folder'] ?? '')
    if (!folder) return
    dragged = folder
    transfer.effectAllowed = 'move'
    transfer.setData('text/plain', folder.name)
  }

  function targetOf(event: DragEvent): HTMLElement | null {
    const target = dragged && targetAt(event)
    if (!target || !dragged || Array.isArray(dragged)) return target
    return handlers.takesFolder(dragged, target.dataset['place'] ?? '') ? target : null
  }

  function move(event: DragEvent) {
    const target = targetOf(event)
    lead(target)
    if (!target) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move'
  }

  function drop(event: DragEvent) {
    const place = targetOf(event)?.dataset['place']
    if (!dragged || !place) return
    event.preventDefault()
    if (Array.isArray(dragged)) handlers.onDrop(dragged, place)
    else handlers.onDropFolder(dragged, place)
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
