/** A run of bytes that grows, and is used again for the next key. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(256)
  length = 0

  #reserve(count: number): void {
    if (this.length + count <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.length + count))
    larger.set(this.#bytes.subarray(0, this.length))
    this.#bytes = larger
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.length++] = value
  }

  uint16(value: number): void {
    this.#reserve(2)
    this.length = this.#bytes.writeUInt16BE(value, this.length)
  }

  uint32(value: number): void {
    this.#reserve(4)
    this.length = this.#bytes.writeUInt32BE(value, this.length)
  }

  /** Eight bytes in the order of the doubles: sign bit flipped, or all bits for negative ones. */
  orderedDouble(value: number): void {
    this.#reserve(8)
    const at = this.length
    this.length = this.#bytes.writeDoubleBE(value === 0 ? 0 : value, at)
    const first = this.#bytes[at] as number
    if (first >= 0x80) this.complement(at, at + 8)
    else this.#bytes[at] = first | 0x80
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** UTF-8 without an end. */
  text(text: string): void {
    this.#reserve(text.length * 3)
    this.length += this.#bytes.write(text, this.length)
  }

  complement(from: number, to: number): void {
    for (let i = from; i < to; i++) this.#bytes[i] = ~(this.#bytes[i] as number)
  }

  /** A copy of what was written. */
  copy(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#bytes, 0, this.length)
  }

  toLatin1(): string {
    return this.#bytes.toString('latin1', 0, this.length)
  }
}
