/** A parameter before it is read: forms know text, lists and groups only. */
export type Raw = string | Raw[] | { [key: string]: Raw }

/** Reads `a[b][0]=c` into groups; lists stay groups with the keys 0, 1, … until a rule asks for a list. */
export function parseForm(text: string): { [key: string]: Raw } {
  const root: { [key: string]: Raw } = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split('[').map((key) => key.replace(/\]$/, ''))
    let group = root
    for (const [at, part] of keys.entries()) {
      const key = part === '' ? String(Object.keys(group).length) : part
      if (at === keys.length - 1) group[key] = value
      else {
        const inner = group[key]
        const next: { [key: string]: Raw } = isGroup(inner) ? inner : Object.create(null)
        group[key] = next
        group = next
      }
    }
  }
  return root
}

/** Whether a parameter has parameters of its own. */
export const isGroup = (raw: Raw | undefined): raw is { [key: string]: Raw } =>
  typeof raw === 'object' && !Array.isArray(raw)
