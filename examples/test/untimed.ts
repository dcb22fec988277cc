/** What vitest prints, without what no two runs have in common. */
export function untimed(output: string): string {
  return output
    .replace(/^ RUN .*\n/m, '')
    .replace(/^ +(?:Start at|Duration) .*\n/gm, '')
    .replace(/ \d+ms$/gm, '')
    .trim()
}
