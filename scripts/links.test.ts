import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { anchorsIn, linksIn } from './links.ts'

const files = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'packages/*/README.md', '.github/**/*.md'], {
  exclude: ['**/node_modules/**'],
})

const repository = 'https://github.com/chat-completion/chat-completion/'

/** Pages that GitHub makes of a repository: no file stands behind them. */
const pagesOfGitHub = ['', 'issues', 'pulls', 'releases', 'discussions', 'security/advisories/new']

test.each(files.map((file) => ({ file })))('$file links to files and headings that exist', ({ file }) => {
  const page = readFileSync(file, 'utf8')
  expect(linksIn(page).filter((link) => isBroken(file, link))).toEqual([])
})

test('npm finds what the README of a package links to: its manifest says where in the repository it lies', () => {
  for (const file of globSync('packages/*/package.json')) {
    const manifest = JSON.parse(readFileSync(file, 'utf8'))
    if (!manifest.private) expect(manifest.repository, file).toMatchObject({ directory: dirname(file) })
  }
})

test('finds links, but none in code, and names headings as GitHub does', () => {
  const page = [
    '# `npm` and [JSR](https://jsr.io): what is `a.b()`?',
    '## Twice',
    '## Twice',
    '```md',
    '## No heading [no](link.md)',
    '```',
    'A [link](a.md#twice "Title"), `[no](code.md)`, ![picture](b.png) and [one more][c].',
    '',
    '[c]: c.md',
  ].join('\n')
  expect(anchorsIn(page)).toEqual(['npm-and-jsr-what-is-ab', 'twice', 'twice-1'])
  expect(linksIn(page)).toEqual(['https://jsr.io', 'a.md#twice', 'b.png', 'c.md'])
})

test.each([
  { name: 'a file that is not there', link: 'docs/none.md' },
  { name: 'a heading that is not there', link: 'CONTRIBUTING.md#none' },
  { name: 'a heading of the page itself', link: '#none' },
  { name: 'a file above the repository', link: '../shared/README.md' },
  { name: 'a file of the repository, by its address', link: `${repository}blob/main/docs/none.md` },
  { name: 'a page of GitHub that there is not', link: `${repository}wiki/Home` },
])('is broken: $name', ({ link }) => {
  expect(isBroken('README.md', link)).toBe(true)
})

test.each([
  'https://example.com/page#anywhere',
  'CONTRIBUTING.md#setup',
  'docs',
  `${repository}issues`,
  `${repository}blob/main/CONTRIBUTING.md#setup`,
])('is not broken: %s', (link) => {
  expect(isBroken('README.md', link)).toBe(false)
})

/** Other people's pages are not asked for: the check has no network. */
function isBroken(file: string, link: string): boolean {
  if (link.startsWith(repository)) return isBrokenInRepository(link.slice(repository.length))
  if (/^[a-z]+:/.test(link)) return false
  const [path = '', anchor] = link.split('#')
  return isMissing(path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path))), anchor)
}

function isBrokenInRepository(place: string): boolean {
  const [, path, anchor] = /^(?:blob|tree)\/main\/([^#]*)(?:#(.*))?$/.exec(place) ?? []
  return path === undefined ? !pagesOfGitHub.includes(place.replace(/\?.*/, '')) : isMissing(path, anchor)
}

function isMissing(path: string, anchor: string | undefined): boolean {
  if (path.startsWith('..') || !existsSync(path)) return true
  if (anchor === undefined) return false
  const page = statSync(path).isDirectory() ? join(path, 'README.md') : path
  return !existsSync(page) || !anchorsIn(readFileSync(page, 'utf8')).includes(anchor)
}
