/** The one stylesheet of all pages: Numina's colours, plain forms, two columns that become one. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: oklch(0.985 0.004 75); --raised: oklch(1 0 0); --sunken: oklch(0.96 0.006 75);
  --ink: oklch(0.22 0.01 75); --muted: oklch(0.47 0.01 75); --line: oklch(0.88 0.008 75);
  --accent: oklch(0.5 0.14 292); --on-accent: oklch(0.99 0.004 292);
  --danger: oklch(0.5 0.16 27); --notice: oklch(0.93 0.06 85); --notice-ink: oklch(0.32 0.06 75);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: oklch(0.19 0.008 75); --raised: oklch(0.235 0.008 75); --sunken: oklch(0.165 0.008 75);
    --ink: oklch(0.93 0.006 75); --muted: oklch(0.72 0.01 75); --line: oklch(0.34 0.01 75);
    --accent: oklch(0.76 0.11 292); --on-accent: oklch(0.18 0.02 292);
    --danger: oklch(0.75 0.13 27); --notice: oklch(0.33 0.05 80); --notice-ink: oklch(0.93 0.04 85);
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Geist, Inter, system-ui, sans-serif; }
.notice { padding: 8px 16px; background: var(--notice); color: var(--notice-ink); font-size: 14px; text-align: center; }
main { max-width: 960px; margin: 0 auto; padding: 40px 20px 64px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 8px; font-weight: 600; }
h2 { font-size: 17px; line-height: 1.3; margin: 0 0 12px; font-weight: 600; }
p { margin: 0 0 12px; }
a { color: var(--accent); text-underline-offset: 3px; }
.muted { color: var(--muted); font-weight: 400; }
.small { font-size: 14px; }
.price { font-size: 32px; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; margin: 0 0 20px; }
.price .muted { font-size: 16px; letter-spacing: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 56px; align-items: start; }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: 16px; padding: 24px; }
.card + .card { margin-top: 20px; }
.narrow { max-width: 480px; margin: 0 auto; }
.narrow-ish { max-width: 640px; margin: 0 auto; }
form { margin: 0; }
.lines { list-style: none; margin: 0; padding: 0; }
.lines li { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; padding: 10px 0; border-bottom: 1px solid var(--line); }
.lines li:last-child { border-bottom: 0; }
.lines .total { font-weight: 600; }
.lines .actions { margin: 0; }
.details p { margin: 0; }
header + main h1 + .card { margin-top: 16px; }
.single { max-width: 520px; margin: 0 auto; }
.lines span:last-child, .amount { font-variant-numeric: tabular-nums; white-space: nowrap; }
.field { margin: 0 0 14px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
label, legend { display: block; font-size: 14px; font-weight: 500; margin: 0 0 4px; }
fieldset { border: 0; margin: 0 0 14px; padding: 0; }
.choice { display: flex; gap: 10px; align-items: baseline; font-size: 16px; font-weight: 400; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; margin-bottom: 8px; }
.choice .amount { margin-left: auto; }
input:not([type=radio]), select, textarea { width: 100%; min-height: 44px; padding: 9px 12px; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
input::placeholder { color: var(--muted); opacity: 0.8; }
input[type=radio] { accent-color: var(--accent); }
button, .button { display: inline-block; min-height: 44px; padding: 10px 18px; border: 1px solid var(--line); border-radius: 10px; background: transparent; color: var(--ink); font: inherit; font-weight: 500; text-decoration: none; text-align: center; cursor: pointer; }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.wide { width: 100%; }
.danger { color: var(--danger); border-color: var(--danger); }
.quiet { border-color: transparent; padding-inline: 8px; }
button:hover, .button:hover { border-color: var(--muted); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
.with-button { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; }
.with-button .field { margin: 0; }
.apart { margin: 0 0 14px; }
.problem { color: var(--danger); border: 1px solid var(--danger); border-radius: 10px; padding: 10px 12px; }
.tag { font-size: 13px; border: 1px solid var(--line); border-radius: 999px; padding: 1px 10px; white-space: nowrap; }
details { margin-top: 16px; font-size: 14px; color: var(--muted); }
summary { cursor: pointer; min-height: 32px; }
code { font-family: 'Geist Mono', ui-monospace, monospace; font-size: 13px; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
td, th { text-align: left; padding: 6px 8px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400; }
td:last-child, th:last-child { padding-right: 0; }
@media (max-width: 720px) {
  main { padding: 24px 16px 48px; }
  .columns { grid-template-columns: minmax(0, 1fr); gap: 24px; }
  .card { padding: 18px; }
  .lines .stack { flex-wrap: wrap; }
}
`
