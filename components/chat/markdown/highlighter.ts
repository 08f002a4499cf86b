import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { type Language, loadGrammar } from './languages'

const THEME = 'numina'

/** The engine is made of the browser's own regular expressions: no WebAssembly and no eval, which the CSP would refuse. */
const highlighter = createHighlighterCore({
  themes: [createCssVariablesTheme({ name: THEME, variablePrefix: '--code-', fontStyle: false })],
  langs: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
})

/** A piece of a line. `kind` is a word of shiki's CSS variables theme (`keyword`, `string` …), null for plain text. */
export type Token = { text: string; kind: string | null }
export type TokenLine = readonly Token[]

type State = ReturnType<HighlighterCore['getLastGrammarState']>

/** How many lines are coloured in one go; more would hold up typing. */
const LINES_AT_ONCE = 150
/** Longer lines (minified code, data) stay plain: colouring one would hold up the page. */
const LONGEST_LINE = 5_000

/** @returns a colourer for one block of code in this language */
export async function createCodeColourer(language: Language): Promise<CodeColourer> {
  const core = await highlighter
  await core.loadLanguage(...(await loadGrammar(language)))
  return new CodeColourer(core, language)
}

/**
 * Colours code that grows. Lines that are complete are done once, and the grammar goes on from where it was; only the last line is
 * done again as it grows.
 */
export class CodeColourer {
  private readonly core: HighlighterCore
  private readonly language: Language
  private done = ''
  private lines: TokenLine[] = []
  private state: State | undefined

  constructor(core: HighlighterCore, language: Language) {
    this.core = core
    this.language = language
  }

  /**
   * @returns the coloured lines so far, and the code after them that is still plain; call again while `more`
   */
  colour(code: string): { lines: TokenLine[]; plain: string; more: boolean } {
    if (!code.startsWith(this.done)) this.reset()
    const rest = code.slice(this.done.length)
    const end = endOfLines(rest, LINES_AT_ONCE)
    if (end > 0) {
      const complete = rest.slice(0, end)
      this.lines = [...this.lines, ...this.tokenize(complete.slice(0, -1), true)]
      this.done += complete
    }
    const plain = code.slice(this.done.length)
    if (plain.includes('\n')) return { lines: this.lines, plain, more: true }
    return { lines: [...this.lines, ...this.tokenize(plain, false)], plain: '', more: false }
  }

  private reset(): void {
    this.done = ''
    this.lines = []
    this.state = undefined
  }

  private tokenize(code: string, keepState: boolean): TokenLine[] {
    const grammarState = this.state ? { grammarState: this.state } : {}
    const tokens = this.core.codeToTokensBase(code, {
      lang: this.language,
      theme: THEME,
      // No clock: a line that is cut short on a busy machine is coloured wrongly, and so is all after it.
      tokenizeTimeLimit: 0,
      tokenizeMaxLineLength: LONGEST_LINE,
      ...grammarState,
    })
    if (keepState) this.state = this.core.getLastGrammarState(tokens)
    return tokens.map((line) => line.map(({ content, color }) => ({ text: content, kind: kindOf(color) })))
  }
}

/** @returns where the first `count` lines end, after their line break; 0 when no line is complete */
function endOfLines(text: string, count: number): number {
  let end = 0
  for (let i = 0; i < count; i++) {
    const next = text.indexOf('\n', end)
    if (next === -1) break
    end = next + 1
  }
  return end
}

/** `var(--code-token-keyword)` → `keyword`; the plain foreground is null. */
function kindOf(color: string | undefined): string | null {
  return color?.match(/^var\(--code-token-([a-z-]+)\)$/)?.[1] ?? null
}
