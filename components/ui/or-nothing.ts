import type { ComponentType } from 'react'

export const Nothing = () => null

/** For `dynamic`: the page goes on without what cannot be loaded. */
export function orNothing<Props>(component: Promise<ComponentType<Props>>): Promise<ComponentType<Props>> {
  return component.catch(() => Nothing)
}
