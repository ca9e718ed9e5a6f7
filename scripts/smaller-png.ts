import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const mostColours = 256
/** Two colours nearer to each other than this look the same (squared, of three channels). */
const sameWithin = 27

/**
 * The same picture with at most 256 colours, a third of its size: pictures of screens have few, and
 * shades at the edges of letters. Takes what a browser writes: 8 bits a channel, not interlaced.
 */
export function smallerPng(png: Buffer): Buffer {
  const { width, height, channels, data } = decode(png)
  const colours = new Uint32Array(width * height)
  const counts = new Map<number, number>()
  for (let at = 0; at < colours.length; at++) {
    const from = at * channels
    const colour = ((data[from] ?? 0) << 16) | ((data[from + 1] ?? 0) << 8) | (data[from + 2] ?? 0)
    colours[at] = colour
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = choosePalette(counts)
  const indexOf = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]))
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indexOf.get(colours[y * width + x] ?? 0) ?? 0
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const bytes = palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(bytes)),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The commonest, each told apart from those before it; the rest as long as there is room. */
function choosePalette(counts: ReadonlyMap<number, number>): number[] {
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour)
  const palette: number[] = []
  for (const colour of byCount) {
    if (palette.length === mostColours) break
    if (palette.every((chosen) => distance(chosen, colour) > sameWithin)) palette.push(colour)
  }
  return palette
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0
  let bestDistance = Number.POSITIVE_INFINITY
  palette.forEach((chosen, index) => {
    const apart = distance(chosen, colour)
    if (apart >= bestDistance) return
    best = index
    bestDistance = apart
  })
  return best
}

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16)
  const green = ((a >> 8) & 255) - ((b >> 8) & 255)
  const blue = (a & 255) - (b & 255)
  return red * red + green * green + blue * blue
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, sum])
}

function decode(png: Buffer): { width: number; height: number; channels: number; data: Buffer } {
  const header = png.subarray(16, 29)
  const [depth, type, , , interlaced] = header.subarray(8)
  const channels = type === 2 ? 3 : type === 6 ? 4 : 0
  if (depth !== 8 || channels === 0 || interlaced !== 0) throw new Error('not a browser’s PNG')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const parts: Buffer[] = []
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const data = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, channels)
  return { width, height, channels, data }
}

/** Each row says how it was written as a difference from its neighbours. */
function unfiltered(raw: Buffer, stride: number, channels: number): Buffer {
  const rows = raw.length / (stride + 1)
  const data = Buffer.alloc(rows * stride)
  for (let y = 0; y < rows; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < channels ? 0 : (data[at - channels] ?? 0)
      const up = y === 0 ? 0 : (data[at - stride] ?? 0)
      const corner = x < channels || y === 0 ? 0 : (data[at - stride - channels] ?? 0)
      data[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return data
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4: {
      const guess = left + up - corner
      const byLeft = Math.abs(guess - left)
      const byUp = Math.abs(guess - up)
      const byCorner = Math.abs(guess - corner)
      if (byLeft <= byUp && byLeft <= byCorner) return left
      return byUp <= byCorner ? up : corner
    }
    default:
      return 0
  }
}
