import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** @param file a path from the project's folder, or an absolute one */
export const fromRoot = (file: string): string => path.resolve(root, file)
