/** Waits in whole milliseconds, for timers know no others, that add up to the same. */
export function wholeWaits(waits: readonly number[]): number[] {
  let [sum, passed] = [0, 0]
  return waits.map((wait) => {
    sum += wait
    const whole = Math.round(sum) - passed
    passed += whole
    return whole
  })
}
