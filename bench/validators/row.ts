import { figure } from '../page.ts'
import { median, quantile } from '../statistics.ts'
import type { Speed } from './speed.ts'

/** What is told of a contender, in the order of the columns. */
export function rowOf({ name, does, ratios, slower, overall }: Speed): Record<string, string> {
  const atMostHalf = ratios.filter((ratio) => ratio <= 0.5).length / ratios.length
  return {
    validator: name,
    does,
    answers: String(ratios.length),
    median: figure(median(ratios)),
    '90 %': figure(quantile(ratios, 0.9)),
    '≤ 0.5 ×': `${Math.round(atMostHalf * 100)} %`,
    'in turn': figure(overall),
    'ours is faster': `${figure(median(slower))} ×`,
  }
}
