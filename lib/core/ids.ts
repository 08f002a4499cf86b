/**
 * Makes a new id in the form of a MongoDB ObjectId (4 bytes of seconds, 8 random bytes), in the browser or on the server.
 * Ids made here sort by the second they were made in.
 *
 * Source: https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function newId(now: Date = new Date()): string {
  const seconds = Math.floor(now.getTime() / 1000)
  const random = crypto.getRandomValues(new Uint8Array(8))
  return (
    seconds.toString(16).padStart(8, '0') +
    Array.from(random, (b) => b.toString(16).padStart(2, '0')).join('')
  )
}
