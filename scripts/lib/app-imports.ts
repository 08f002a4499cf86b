import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './paths.ts'

/**
 * Lets a script use the app's own modules, which name each other as the bundler knows them: `@/lib/…`, and without an ending. Call it
 * before importing one of them with `import()`.
 */
export function allowAppImports(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const base = specifier.startsWith('@/')
        ? new URL(specifier.slice(2), pathToFileURL(root)).href
        : specifier
      const isFile = base.startsWith('file:') || base.startsWith('.')
      if (!isFile || !context.parentURL || /node_modules/.test(context.parentURL))
        return next(specifier, context)
      const url = new URL(base, context.parentURL).href
      const found = ['', '.ts']
        .map((ending) => url + ending)
        .find((each) => /\.\w+$/.test(each) && existsSync(fileURLToPath(each)))
      return next(found ?? specifier, context)
    },
  })
}
