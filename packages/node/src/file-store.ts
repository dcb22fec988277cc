import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Texts by name, such as the cassettes of `@chat-completion/mock`. */
export interface FileStore {
  /** Undefined where there is none. */
  read(name: string): Promise<string | undefined>
  write(name: string, text: string): Promise<void>
}

/** Of a folder in it, or of the file: none is hidden, none leads out, and none is another on some system. */
const part = String.raw`[\p{L}\p{N}_-](?:[^\\/:\p{Cc}]*[^\\/:\p{Cc}. ])?`
const names = new RegExp(`^${part}(?:/${part})*$`, 'u')

/**
 * Keeps texts in files of a folder, which is made when it is needed. Slashes in a name make folders in it.
 *
 * `read` and `write` reject with a `TypeError` where a name would leave the folder, be hidden, or end with a dot or a space.
 */
export function fileStore(folder: string): FileStore {
  const pathOf = (name: string): string => {
    if (names.test(name)) return join(folder, name)
    throw new TypeError(`Cannot store ${JSON.stringify(name)}: it is no name within a folder`)
  }
  return {
    async read(name) {
      try {
        return await readFile(pathOf(name), 'utf8')
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(Object(error).code)) return undefined
        throw error
      }
    },
    async write(name, text) {
      const path = pathOf(name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    },
  }
}
