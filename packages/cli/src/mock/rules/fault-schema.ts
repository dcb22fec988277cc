import * as v from 'valibot'
import { type FaultName, faults } from './names.ts'
import type { FaultEntry } from './rules-file.ts'
import { namesOf, whole } from './schema-parts.ts'

const after = whole(0, 'After how many events it happens, 2 by default.')
const parameters: Readonly<Record<FaultName, v.ObjectEntries>> = {
  truncatedStream: { after: v.exactOptional(after) },
  missingDone: {},
  stalledStream: { after: v.exactOptional(after) },
  connectionReset: { after: v.exactOptional(after) },
  garbageEvent: {
    after: v.exactOptional(after),
    data: v.exactOptional(v.pipe(v.string('a text'), v.description('Of the event.'))),
  },
  duplicateChunk: { after: v.exactOptional(after) },
  halfCharacter: { after: v.exactOptional(after) },
  slowFirstToken: { wait: v.exactOptional(whole(0, 'In milliseconds, 1000 by default.')) },
}

export const FaultSchema: v.GenericSchema<FaultEntry> = v.union(
  [
    v.picklist(namesOf(faults), 'a fault'),
    v.pipe(
      v.strictObject(
        Object.fromEntries(
          Object.entries(parameters).map(([name, entries]) => [name, v.exactOptional(v.strictObject(entries))]),
        ),
      ),
      v.minEntries(1, 'the name of one fault, with its parameters'),
      v.maxEntries(1, 'the name of one fault, with its parameters'),
    ),
  ],
  'the name of a fault, or an object with its name and parameters',
)
