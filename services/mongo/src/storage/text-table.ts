import { decodeDocument } from '../bson/decode.ts'
import { asBuffer, type Sql } from './sqlite.ts'

/*
 * The keys of a text index are terms of SQLite's full-text index (https://www.sqlite.org/fts5.html), in hexadecimal, so that any bytes
 * are one word to it. A document has hundreds of words: as rows of a b-tree they took seven times the room of the text and touched
 * a page each, while this index writes sorted runs, in which a word of a document takes a byte or two.
 */

export function createTextTable(id: number): string {
  return `CREATE VIRTUAL TABLE keys_${id} USING fts5(keys, content = '', contentless_delete = 1, detail = none, tokenize = ascii)`
}

/** The term of a key, which is also how a query asks for it. */
export function textTerm(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.length).toString('hex')
}

/** Adds the keys of a document, or puts them in the place of those it has. */
export function addTextKeys(sql: Sql, id: number, keys: Uint8Array[], rid: number): void {
  if (keys.length === 0) return
  const terms = keys.map(textTerm).join(' ')
  sql.run(`INSERT OR REPLACE INTO keys_${id} (rowid, keys) VALUES (?, ?)`, rid, terms)
}

export function removeTextKeys(sql: Sql, id: number, rid: number): void {
  sql.run(`DELETE FROM keys_${id} WHERE rowid = ?`, rid)
}

/** Makes text indexes of format 2, which were tables like those of other indexes, into what they are now. */
export function upgradeTextTables(sql: Sql): void {
  for (const [id, spec] of sql.all<[id: number, spec: Uint8Array]>('SELECT id, spec FROM indexes')) {
    if (!decodeDocument(asBuffer(spec))['weights']) continue
    sql.exec(`ALTER TABLE keys_${id} RENAME TO former_${id}`)
    sql.exec(createTextTable(id))
    sql.exec(
      `INSERT INTO keys_${id} (rowid, keys) SELECT rid, group_concat(hex(key), ' ') FROM former_${id} GROUP BY rid`,
    )
    sql.exec(`DROP TABLE former_${id}`)
  }
}
