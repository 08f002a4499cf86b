import 'server-only'

export { readMermaidFile } from './read-mermaid-file'
