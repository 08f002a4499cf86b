import type { Params, Shape } from './shape.ts'
import type { World } from './world.ts'

export type Method = 'GET' | 'POST' | 'DELETE'
/** One of Stripe's requests: where it goes, what it takes, what it does. */
export type Route = {
  method: Method
  path: string
  /** The parts of the path, `:id` for a variable one. */
  parts: string[]
  /** Stripe's name for its parameters in the `stripe` package; a test compares. */
  type: string
  shape: Shape
  run(world: World, params: never, ids: string[]): unknown
}

function route(method: Method) {
  return <S extends Shape>(
    path: string,
    type: string,
    shape: S,
    run: (world: World, params: Params<S>, ids: string[]) => unknown,
  ): Route => ({
    method,
    path,
    parts: path.split('/').slice(1),
    type,
    shape,
    run: run as Route['run'],
  })
}
export const get = route('GET')
export const post = route('POST')
export const del = route('DELETE')

/** The parts of a path; what is wrongly encoded stays as it came, and so is found nowhere. */
export function pathParts(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => {
      try {
        return decodeURIComponent(part)
      } catch {
        return part
      }
    })
}

/** @returns the route and the variable parts of the path; fixed parts win over variable ones */
export function findRoute(
  routes: Route[],
  method: string,
  path: string,
): { route: Route; ids: string[] } | undefined {
  const parts = pathParts(path)
  for (const candidate of routes) {
    if (candidate.method !== method || candidate.parts.length !== parts.length) continue
    if (!candidate.parts.every((part, at) => part === ':id' || part === parts[at])) continue
    return { route: candidate, ids: parts.filter((_, at) => candidate.parts[at] === ':id') }
  }
  return undefined
}
