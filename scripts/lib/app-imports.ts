import { existsSync, readFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './paths.ts'

/**
 * Lets a script use the app's own modules, which name each other as the bundler knows them: `@/lib/…`, and without an ending. Call it
 * before importing one of them with `import()`.
 */
export function allowAppImports(): void {
  registerHooks({
    resolve(specifier, context, next) {
      // Next's own files are known to bundlers without their ending.
      if (/^next\/[\w-]+$/.test(specifier)) return next(`${specifier}.js`, context)
      const base = specifier.startsWith('@/')
        ? new URL(specifier.slice(2), pathToFileURL(root)).href
        : specifier
      const isFile = base.startsWith('file:') || base.startsWith('.')
      if (!isFile || !context.parentURL || /node_modules/.test(context.parentURL))
        return next(specifier, context)
      const url = new URL(base, context.parentURL).href
      const found = ['', '.ts', '.tsx']
        .map((ending) => url + ending)
        .find((each) => /\.\w+$/.test(each) && existsSync(fileURLToPath(each)))
      return next(found ?? specifier, context)
    },
    load(url, context, next) {
      if (!url.endsWith('.tsx')) return next(url, context)
      return { format: 'module', shortCircuit: true, source: withoutJsx(fileURLToPath(url)) }
    },
  })
}

/** Node takes the types out of a file by itself, and knows no JSX: mails are written in it. */
function withoutJsx(file: string): string {
  const ts: typeof import('typescript') = createRequire(import.meta.url)('typescript')
  const { ESNext } = ts.ModuleKind
  const compilerOptions = { jsx: ts.JsxEmit.ReactJSX, module: ESNext, target: ts.ScriptTarget.ESNext }
  return ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText
}
