import { maxTimer } from './pause.ts'

/** Waits in whole milliseconds, for timers know no others, that add up to the same; none is longer than timers take. */
export function wholeWaits(waits: readonly number[]): number[] {
  let [sum, passed] = [0, 0]
  return waits.map((wait) => {
    sum += Math.min(wait, maxTimer)
    const whole = Math.round(sum) - passed
    passed += whole
    return Math.min(whole, maxTimer)
  })
}
