/**
 * Reads a JSON file of any size, one conversation at a time: the elements of the array at its top, or of the array `conversations`
 * of the object at its top. Only the element at hand is in memory, and none that is larger than allowed. General streaming parsers
 * make a token for every value, which takes ten times as long, and do not bound an element.
 *
 * Source: RFC 8259
 */
export type JsonPiece =
  | { kind: 'element'; value: unknown }
  /** A value beside `conversations`, such as the version of the format. */
  | { kind: 'head'; key: string; value: unknown }
  | { kind: 'tooLarge' }

/** How much one element may hold. Parsed, a small value takes up to thirty times the room that it takes in the file. */
export type Bounds = { bytes: number; values: number }

/** What is wrong with the file itself: nothing of it can be trusted. */
export class BrokenFile extends Error {}

const LIST = 'conversations'
const HEAD_BOUNDS: Bounds = { bytes: 1_000_000, values: 1_000_000 }
const [TAB, LF, CR, SPACE, QUOTE, COMMA, COLON, BACKSLASH] = [0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x3a, 0x5c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const BOM = [0xef, 0xbb, 0xbf]

const isSpace = (byte: number) => byte === SPACE || byte === LF || byte === CR || byte === TAB

/** Finds the end of one value, over as many pieces of the file as it takes. */
class ValueScanner {
  /** The values in it, near enough: its commas and what it opens. */
  values = 0
  private depth = 0
  private inString = false
  private escaped = false
  private started = false
  private scalar = false

  /** @returns where the value ends, exclusive; -1 when it goes on in the next piece */
  scan(bytes: Uint8Array, from: number): number {
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0
      if (this.inString) {
        if (this.escaped) this.escaped = false
        else if (byte === BACKSLASH) this.escaped = true
        else if (byte === QUOTE) {
          this.inString = false
          if (this.depth === 0) return i + 1
        }
      } else if (byte === QUOTE) {
        if (this.scalar) return i
        this.inString = true
        this.started = true
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.depth += 1
        this.values += 1
        this.started = true
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (this.depth === 0) return i
        this.depth -= 1
        if (this.depth === 0) return i + 1
      } else if (this.depth === 0) {
        if (this.started && (byte === COMMA || isSpace(byte))) return i
        this.started = true
        this.scalar = true
      } else if (byte === COMMA) this.values += 1
    }
    return -1
  }
}

/** One value being gathered. Larger than its bounds, its bytes are let go and only its end is looked for. */
class Value {
  private readonly scanner = new ValueScanner()
  private pieces: Uint8Array[] = []
  private size = 0
  private readonly bounds: Bounds

  constructor(bounds: Bounds) {
    this.bounds = bounds
  }

  get isTooLarge(): boolean {
    return this.size > this.bounds.bytes || this.scanner.values > this.bounds.values
  }

  /** @returns where the value ends in these bytes, exclusive; -1 when it goes on */
  take(bytes: Uint8Array, from: number): number {
    const end = this.scanner.scan(bytes, from)
    const piece = bytes.subarray(from, end === -1 ? bytes.length : end)
    this.size += piece.length
    if (this.isTooLarge) this.pieces = []
    else this.pieces.push(piece)
    return end
  }

  parse(): unknown {
    try {
      return JSON.parse(Buffer.concat(this.pieces).toString('utf8'))
    } catch {
      throw new BrokenFile('This file is not valid JSON.')
    }
  }
}

type Step = 'start' | 'key' | 'colon' | 'value' | 'element' | 'afterElement' | 'afterValue' | 'end'

/**
 * @param source of one file, or of several with null between them
 * @param bounds of one element; larger ones are left out
 * @throws BrokenFile
 */
export async function* splitJson(
  source: AsyncIterable<Uint8Array | null>,
  bounds: Bounds,
): AsyncGenerator<JsonPiece> {
  let splitter = new Splitter(bounds)
  for await (const bytes of source) {
    if (bytes) yield* splitter.push(bytes)
    else {
      splitter.assertWhole()
      splitter = new Splitter(bounds)
    }
  }
  splitter.assertWhole()
}

class Splitter {
  private step: Step = 'start'
  private inObject = false
  private key: Value | null = null
  private value: Value | null = null
  private name = ''
  /** A comma was read: another element or key must follow. */
  private owed = false
  private seen = 0
  private readonly bounds: Bounds

  constructor(bounds: Bounds) {
    this.bounds = bounds
  }

  /** @throws BrokenFile */
  assertWhole(): void {
    if (this.step === 'start') throw new BrokenFile('This file is empty.')
    if (this.step !== 'end') throw new BrokenFile('This file ends in the middle.')
  }

  *push(bytes: Uint8Array): Generator<JsonPiece> {
    let at = 0
    while (at < bytes.length) {
      const byte = bytes[at] ?? 0
      const isOpen = this.key !== null || this.value !== null
      if (!isOpen && isSpace(byte)) at += 1
      else if (this.step === 'key' && (byte === QUOTE || this.key)) at = this.takeKey(bytes, at)
      else if (this.value || ((this.step === 'element' || this.step === 'value') && this.begins(byte))) {
        const end = this.takeValue(bytes, at)
        if (end === -1) return
        yield* this.finishValue()
        at = end
      } else at = this.takeSign(byte, at)
    }
  }

  /** Whether a value begins with this byte, rather than a list to go into or the end of one. */
  private begins(byte: number): boolean {
    if (byte === CLOSE_LIST || byte === COMMA || byte === COLON || byte === CLOSE_OBJECT) return false
    return !(this.step === 'value' && this.name === LIST && byte === OPEN_LIST)
  }

  private takeKey(bytes: Uint8Array, from: number): number {
    this.key ??= new Value(HEAD_BOUNDS)
    const end = this.key.take(bytes, from)
    if (end === -1) return bytes.length
    this.name = this.key.isTooLarge ? '' : String(this.key.parse())
    this.key = null
    this.owed = false
    this.step = 'colon'
    return end
  }

  private takeValue(bytes: Uint8Array, from: number): number {
    this.value ??= new Value(this.step === 'element' ? this.bounds : HEAD_BOUNDS)
    return this.value.take(bytes, from)
  }

  private *finishValue(): Generator<JsonPiece> {
    const value = this.value
    this.value = null
    this.owed = false
    const isElement = this.step === 'element'
    this.step = isElement ? 'afterElement' : 'afterValue'
    if (!value) return
    if (isElement) yield value.isTooLarge ? { kind: 'tooLarge' } : { kind: 'element', value: value.parse() }
    else if (!value.isTooLarge) yield { kind: 'head', key: this.name, value: value.parse() }
  }

  private takeSign(byte: number, at: number): number {
    const isBom = this.step === 'start' && byte === BOM[this.seen]
    if (isBom) this.seen += 1
    else this.step = this.after(byte)
    return at + 1
  }

  /** What comes after a sign that stands between values. */
  private after(byte: number): Step {
    const closes = !this.owed
    if (this.step === 'start' && byte === OPEN_LIST) return 'element'
    if (this.step === 'start' && byte === OPEN_OBJECT) {
      this.inObject = true
      return 'key'
    }
    if (this.step === 'colon' && byte === COLON) return 'value'
    if (this.step === 'value' && byte === OPEN_LIST) return 'element'
    if ((this.step === 'afterElement' || this.step === 'afterValue') && byte === COMMA) {
      this.owed = true
      return this.step === 'afterElement' ? 'element' : 'key'
    }
    if ((this.step === 'afterElement' || (this.step === 'element' && closes)) && byte === CLOSE_LIST)
      return this.inObject ? 'afterValue' : 'end'
    if ((this.step === 'afterValue' || (this.step === 'key' && closes)) && byte === CLOSE_OBJECT) return 'end'
    throw new BrokenFile(
      this.step === 'start'
        ? 'This does not look like an export of conversations.'
        : 'This file is not valid JSON.',
    )
  }
}
