/** Whole numbers in seven-bit groups (LEB128), and doubles as they are, one after the other. */
export interface PackedWriter {
  /** Whole, not negative, at most 2^53. */
  number(value: number): void
  double(value: number): void
  bytes(): Uint8Array
}

export function createPackedWriter(): PackedWriter {
  let buffer = new Uint8Array(64)
  let length = 0
  const reserve = () => {
    if (length + 10 <= buffer.length) return
    const grown = new Uint8Array(buffer.length * 2)
    grown.set(buffer)
    buffer = grown
  }
  return {
    number(value) {
      reserve()
      let rest = value
      while (rest >= 0x80) {
        buffer[length++] = (rest % 0x80) | 0x80
        rest = Math.floor(rest / 0x80)
      }
      buffer[length++] = rest
    },
    double(value) {
      reserve()
      new DataView(buffer.buffer).setFloat64(length, value)
      length += 8
    },
    bytes: () => buffer.slice(0, length),
  }
}

/** Past the end everything reads as 0. */
export interface PackedReader {
  readonly atEnd: boolean
  number(): number
  double(): number
}

export function createPackedReader(bytes: Uint8Array): PackedReader {
  let position = 0
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    get atEnd() {
      return position >= bytes.length
    },
    number() {
      let value = 0
      let scale = 1
      for (;;) {
        const byte = bytes[position++] ?? 0
        value += (byte & 0x7f) * scale
        if (byte < 0x80) return value
        scale *= 0x80
      }
    },
    double() {
      const at = position
      position += 8
      return position <= bytes.length ? view.getFloat64(at) : 0
    },
  }
}
