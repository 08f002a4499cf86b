import path from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import type { Rule, Shape } from '../core/shape.ts'
import { routes } from '../resources/index.ts'

/** Where the types are looked up; nothing is read from there but the names it imports. */
const FILE = path.join(import.meta.dirname, 'published-names.ts')

/** The types of the `stripe` package for each request, as its compiler sees them. */
function publishedTypes(): { checker: ts.TypeChecker; types: Map<string, ts.Type> } {
  const names = [...new Set(routes.map(({ type }) => type))]
  const text = `import type Stripe from 'stripe'\n${names.map((name, at) => `export type T${at} = Stripe.${name}`).join('\n')}`
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.getSourceFile = (name, ...rest) =>
    name === FILE ? ts.createSourceFile(FILE, text, ts.ScriptTarget.ESNext) : getSourceFile(name, ...rest)
  host.fileExists = (name) => name === FILE || fileExists(name)
  const program = ts.createProgram([FILE], options, host)
  const checker = program.getTypeChecker()
  const aliases = program.getSourceFile(FILE)!.statements.filter(ts.isTypeAliasDeclaration)
  return {
    checker,
    types: new Map(aliases.map((alias, at) => [names[at]!, checker.getTypeAtLocation(alias.name)])),
  }
}

it('knows only parameters that Stripe publishes for the request', () => {
  const { checker, types } = publishedTypes()
  const wrong: string[] = []

  /** The parts of a type that can have names: `string | { a } | undefined` has one. */
  const parts = (type: ts.Type): ts.Type[] => (type.isUnion() ? type.types : [type])

  function compareShape(shape: Shape, candidates: ts.Type[], where: string): void {
    for (const [name, rule] of Object.entries(shape)) {
      const found = candidates.flatMap((type) => {
        const property = checker.getPropertyOfType(type, name)
        return property ? parts(checker.getTypeOfSymbol(property)) : []
      })
      if (found.length === 0) wrong.push(`${where} ${name}`)
      else compareRule(rule, found, `${where} ${name}`)
    }
  }

  function compareRule({ inside, each }: Rule<unknown>, candidates: ts.Type[], where: string): void {
    if (inside) compareShape(inside, candidates, where)
    if (!each) return
    const elements = candidates.flatMap((type) => {
      const element =
        checker.getIndexTypeOfType(type, ts.IndexKind.Number) ??
        checker.getIndexTypeOfType(type, ts.IndexKind.String)
      return element ? parts(element) : []
    })
    compareRule(each, elements, where)
  }

  for (const { method, path: place, type, shape } of routes) {
    const published = types.get(type)!
    const where = `${method} ${place}`
    if (published.flags & ts.TypeFlags.Any) wrong.push(`${where}: there is no Stripe.${type}`)
    else compareShape(shape, parts(published), where)
  }
  expect(routes.length).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})
