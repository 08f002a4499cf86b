/** Rows far out of sight are not laid out, so that a thousand of them cost no more than a screen of them. */
export const rowStyles =
  'group relative flex items-center rounded-control transition-colors hover:bg-ink/5 has-focus-visible:bg-ink/5 ' +
  '[contain-intrinsic-size:auto_2.25rem] [content-visibility:auto]'

/** The button at the end of a row: for a pointer when it is over the row, for fingers always. */
export const menuButtonStyles =
  'absolute end-0.5 outline-offset-[-2px] opacity-0 focus-visible:opacity-100 group-hover:opacity-100 ' +
  'group-has-focus-visible:opacity-100 pointer-coarse:end-0 pointer-coarse:opacity-100'
