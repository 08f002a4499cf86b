import { globSync, readFileSync } from 'node:fs'
import { fromRoot } from '../../lib/paths.ts'
import { addressOf } from './address.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

export type Edge = { key: string; load: () => Promise<(...args: never[]) => Promise<unknown>> }
export type UseCase = { file: string; name: string }

const filesLike = (pattern: string) =>
  globSync(pattern, { cwd: fromRoot('.') }).filter((file) => !/\.test\.ts$/.test(file))

async function load(file: string, name: string) {
  const module: Record<string, unknown> = await import(/* @vite-ignore */ fromRoot(file))
  return module[name] as (...args: never[]) => Promise<unknown>
}

/** Every method of every `app/**\/route.ts`, as `GET /api/conversations/[id]`. */
export async function findRoutes(): Promise<Edge[]> {
  const found = filesLike('app/**/route.{ts,tsx}').map(async (file) => {
    const names = Object.keys(await import(/* @vite-ignore */ fromRoot(file)))
    return names
      .filter((name) => METHODS.includes(name))
      .map((method) => ({ key: `${method} ${addressOf(file)}`, load: () => load(file, method) }))
  })
  return (await Promise.all(found)).flat()
}

/** Everything that a file with `'use server'` exports, as `chat/renameConversation`. */
export async function findActions(): Promise<Edge[]> {
  const files = filesLike('{app,components,lib}/**/*.{ts,tsx}').filter((file) =>
    /^['"]use server['"]/m.test(readFileSync(fromRoot(file), 'utf8')),
  )
  const found = files.map(async (file) => {
    const domain = file.replace(/^lib\//, '').replace(/\/actions\.ts$/, '')
    const names = Object.keys(await import(/* @vite-ignore */ fromRoot(file)))
    return names.map((name) => ({ key: `${domain}/${name}`, load: () => load(file, name) }))
  })
  return (await Promise.all(found)).flat()
}

/** Every exported function whose first parameter is a context. */
export function findUseCases(): UseCase[] {
  return filesLike('lib/*/**/*.ts')
    .filter((file) => !/^lib\/(auth|http|core|platform)\/|\/data\.ts$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(fromRoot(file), 'utf8')
      const functions = source.matchAll(
        /^export (?:async )?function\*? (\w+)(?:<[^>]*>)?\(\s*(?:\w+|\{[^}]*\}): (?:Person)?Ctx\b/gm,
      )
      return [...functions].map(([, name = '']) => ({ file, name }))
    })
}
