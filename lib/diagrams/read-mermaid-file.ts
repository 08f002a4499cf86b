import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'

/** The library as its package ships it for browsers; every kind of diagram is a file of its own. */
const FOLDER = path.join(process.cwd(), 'node_modules/mermaid/dist')
const SERVED = /^(mermaid\.esm\.min\.mjs|chunks\/mermaid\.esm\.min\/[\w.-]+\.mjs)$/

/**
 * @param name the path under the package's `dist`
 * @throws not_found for everything but the files a browser needs
 */
export async function readMermaidFile(name: string): Promise<string> {
  if (!SERVED.test(name)) throw notFound()
  try {
    return await readFile(path.join(FOLDER, name), 'utf8')
  } catch {
    throw notFound()
  }
}

const notFound = () => new AppError('not_found', 'There is no such file.')
