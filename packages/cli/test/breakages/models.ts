import type { Break } from '../broken-endpoint.ts'
import { htmlPage } from '../odd-responses.ts'
import type { Breakage } from './breakage.ts'

function listed(give: () => Response): () => Break {
  return () =>
    ({ path }) =>
      path === 'models' ? give() : undefined
}

export const models: readonly Breakage[] = [
  { name: 'no list of models', break: listed(() => htmlPage(404)), fails: ['models-list'] },
  {
    name: 'models under a key of their own',
    break: listed(() => Response.json({ models: [{ name: 'm' }] })),
    fails: ['models-list'],
  },
  {
    name: 'a model without an id',
    break: listed(() => Response.json({ object: 'list', data: [{ name: 'm' }] })),
    fails: ['models-list'],
  },
  {
    name: 'models that say nothing but their id',
    break: listed(() => Response.json({ object: 'list', data: [{ id: 'm' }] })),
    fails: ['models-shape'],
  },
  {
    name: 'a list of models that does not say that it is one',
    break: listed(() => Response.json({ data: [] })),
    fails: ['models-shape'],
  },
]
