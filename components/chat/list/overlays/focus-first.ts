/** For `ref`: begins with the first choice, where a dialog would begin with its button for closing. */
export function focusFirst(element: HTMLElement | null): void {
  element?.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
}
