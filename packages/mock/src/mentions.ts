/** Part of a word, in a script that puts spaces between words, and nothing but spaces: Korean adds particles. */
const letter =
  '(?![\\p{scx=Han}\\p{scx=Hangul}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}])[\\p{L}\\p{M}\\p{N}_]'
const startsInWord = new RegExp(`^${letter}`, 'u')
const endsInWord = new RegExp(`${letter}$`, 'u')

/** Whether a text has it: a string as whole words, as they are written; anywhere in scripts without spaces. */
export function mentions(text: string, wanted: string | RegExp): boolean {
  if (typeof wanted !== 'string') return text.search(wanted) !== -1
  // An accent is the same, whether it is a character of its own or not.
  return text.normalize().search(wordsOf(wanted.normalize())) !== -1
}

function wordsOf(words: string): RegExp {
  const before = startsInWord.test(words) ? `(?<!${letter})` : ''
  const after = endsInWord.test(words) ? `(?!${letter})` : ''
  return new RegExp(before + words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') + after, 'u')
}
