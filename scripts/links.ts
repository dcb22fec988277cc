// The links of a page, and the headings they may point at, as GitHub names them.
import GithubSlugger from 'github-slugger'

/** Where the links of a page point, as they are written. */
export function linksIn(page: string): string[] {
  const prose = withoutCode(page).replace(/`+[^`]*`+/g, '')
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)]
  const referenced = [...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm)]
  const html = [...prose.matchAll(/(?:href|src)="([^"]+)"/g)]
  return [...inline, ...referenced, ...html].map(([, target]) => String(target))
}

/** The anchors of a page: one for each heading, numbered where two are alike. */
export function anchorsIn(page: string): string[] {
  const slugger = new GithubSlugger()
  const headings = [...withoutCode(page).matchAll(/^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$/gm)]
  return headings.map(([, text = '']) => slugger.slug(text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')))
}

function withoutCode(page: string): string {
  return page.replace(/^( *)(```+|~~~+).*\n(?:.*\n)*?\1\2 *$/gm, '')
}
