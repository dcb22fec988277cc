// Compiles schemas: for the objects that most answers consist of, writes the code that checks them and takes them to the domain.
// It reads the structure of the schemas and the rules of their repairs; `targets.ts` says for which keys.
import { CompiledPage } from './compiled-readers/compiled-page.ts'
import { ObjectReader } from './compiled-readers/object-reader.ts'
import { pages } from './compiled-readers/targets.ts'

/** The file of that name in `packages/validators/src/compiled`: `usage`, `completion`, `chunk`. */
export function compiledReaders(name: string): string {
  const page = new CompiledPage(name)
  return page.text((pages[name]?.targets ?? []).map((target) => new ObjectReader(page, target).text()))
}
