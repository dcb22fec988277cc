/** A text in JSON, as it is written there. */
export interface JsonString {
  readonly text: string
  /** Where it begins, without its quote. */
  readonly start: number
  /** Whose value it is; `*` in a list. */
  readonly key: string
  /** The same for texts that continue each other from event to event: items of lists count by their `index`. */
  readonly place: string
}

/** An object or a list on the way to a text. */
interface Frame {
  readonly parent: Frame | undefined
  /** The key it is the value of, in an object. */
  readonly name: string
  readonly isList: boolean
  /** In a list: which item it is, */
  readonly position: number
  /** and which it says to be. */
  index: string | undefined
  key: string
  isAtKey: boolean
  items: number
}

const [quote, backslash, colon, comma, openList, closeList, openObject, closeObject] = Array.from('"\\:,[]{}', (sign) =>
  sign.charCodeAt(0),
)
/** A line that begins another event, which the one before it may not have ended. */
const nextEvent = /(?:\r\n|\n|\r(?!\n))(?:(?:data|event|id|retry)?:|[\r\n])/y

/** The texts that are values, in JSON or in events of it; also if it is cut. Sign by sign, for it may be long. */
export function jsonStrings(json: string): JsonString[] {
  const found: (Omit<JsonString, 'place'> & { frame: Frame })[] = []
  let frame: Frame | undefined
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at)
    if (sign === openObject || sign === openList) frame = inner(frame, sign === openList)
    else if (!frame) continue
    else if (sign === closeObject || sign === closeList) frame = frame.parent
    else if (sign === colon) {
      if (frame.key === 'index') frame.index ??= numberAt(json, at + 1)
    } else if (sign === comma) {
      frame.isAtKey = !frame.isList
      frame.items += 1
    } else if (sign === quote) {
      const start = at + 1
      at = endOf(json, start)
      const text = json.slice(start, at)
      // Cut off: its line may end an event.
      if (isLineEnd(json.charCodeAt(at))) at -= 1
      if (!frame.isAtKey) found.push({ text, start, key: frame.isList ? '*' : frame.key, frame })
      else {
        frame.key = text
        frame.isAtKey = false
      }
    } else if (isLineEnd(sign)) {
      nextEvent.lastIndex = at
      if (nextEvent.test(json)) frame = undefined
    }
  }
  return found.map(({ frame, ...string }) => ({ ...string, place: `${placeOf(frame)}/${string.key}` }))
}

function isLineEnd(sign: number): boolean {
  return sign === 10 || sign === 13
}

const number = /\s*(\d+)/y

function numberAt(json: string, at: number): string | undefined {
  number.lastIndex = at
  return number.exec(json)?.[1]
}

/** Where a text ends: at its quote, or with its line. */
function endOf(json: string, start: number): number {
  let at = start
  for (; at < json.length; at += 1) {
    const sign = json.charCodeAt(at)
    if (sign === backslash) at += 1
    else if (sign === quote || isLineEnd(sign)) break
  }
  return at
}

function inner(parent: Frame | undefined, isList: boolean): Frame {
  const name = parent?.isList ? '*' : (parent?.key ?? '')
  const position = parent?.items ?? 0
  return { parent, name, isList, position, index: undefined, key: '', isAtKey: !isList, items: 0 }
}

function placeOf({ parent, name, position, index }: Frame): string {
  if (!parent) return ''
  // Alternatives have no index, and are told best first.
  const item = parent.name === 'top_logprobs' ? String(position) : (index ?? '*')
  return `${placeOf(parent)}/${parent.isList ? item : name}`
}
