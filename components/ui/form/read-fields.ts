/**
 * What stands in the named fields of a form, as text. Forms here are read when they are sent, not followed while they are
 * filled in: so what was typed, or put in by a password manager, before the page's script had loaded counts as well.
 */
export function readFields<Name extends string>(
  form: HTMLFormElement,
  names: readonly Name[],
): Record<Name, string> {
  const data = new FormData(form)
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')])) as Record<Name, string>
}
