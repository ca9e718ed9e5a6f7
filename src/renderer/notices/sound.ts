import type { NoticeLevel } from '../../shared/model/notice.ts'

interface Note {
  hertz: number
  atMs: number
}
/** Urgent falls and comes twice; the other rises, once. To be told apart across a room. */
const tunes: Record<NoticeLevel, Note[]> = {
  urgent: [
    { hertz: 880, atMs: 0 },
    { hertz: 587, atMs: 170 },
    { hertz: 880, atMs: 480 },
    { hertz: 587, atMs: 650 },
  ],
  info: [
    { hertz: 523, atMs: 0 },
    { hertz: 659, atMs: 140 },
  ],
}
const noteMs = 150
const loudness = 0.18

let context: AudioContext | undefined

/** Plays a short tune, made on the spot. A browser allows it once the page was clicked in. */
export async function playSound(level: NoticeLevel): Promise<void> {
  context ??= new AudioContext()
  await context.resume()
  const beginSeconds = context.currentTime + 0.02
  for (const { hertz, atMs } of tunes[level]) {
    const startSeconds = beginSeconds + atMs / 1000
    const endSeconds = startSeconds + noteMs / 1000
    const oscillator = new OscillatorNode(context, { type: 'triangle', frequency: hertz })
    const gain = new GainNode(context, { gain: 0 })
    // A soft edge: a hard one clicks.
    gain.gain.setValueAtTime(0, startSeconds)
    gain.gain.linearRampToValueAtTime(loudness, startSeconds + 0.012)
    gain.gain.setValueAtTime(loudness, endSeconds - 0.06)
    gain.gain.linearRampToValueAtTime(0, endSeconds)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(startSeconds)
    oscillator.stop(endSeconds)
  }
}
