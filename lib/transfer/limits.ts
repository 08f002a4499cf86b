/** What a file may weigh. Reading it takes little memory; the limit is for disks and patience. */
export const IMPORT_MAX_BYTES = 2_000_000_000
/** Name and number of the format that docs/export-format.md describes. */
export const EXPORT_FORMAT = 'numina.conversations'
export const EXPORT_VERSION = 1
