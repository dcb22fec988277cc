import CliTable from 'cli-table3'

export interface Column {
  readonly width: number
  /** Numbers stand to the right. */
  readonly numeric?: boolean
}

/** One line per row, cells cut to the width of their column. Colours take no room, wide characters two places. */
export function toLines(rows: readonly (readonly string[])[], columns: readonly Column[]): string[] {
  const table = new CliTable({
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ numeric }) => (numeric ? 'right' : 'left')),
  })
  for (const row of rows) table.push([...row])
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}

/** Puts as many items on a line as fit into `width`. */
export function wrap(items: readonly string[], width: number, separator = ', '): string[] {
  const lines: string[] = []
  let line = ''
  for (const item of items) {
    const longer = line === '' ? item : `${line}${separator}${item}`
    if (line !== '' && longer.length > width) {
      lines.push(`${line}${separator.trimEnd()}`)
      line = item
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}
