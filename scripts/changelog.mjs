// How changesets become a changelog: as they are, for users. All packages have one version, so what they depend on need not be told.

/** @param {{ summary: string }} changeset */
async function getReleaseLine({ summary }) {
  const [title, ...rest] = summary.trim().split('\n')
  return [`- ${title}`, ...rest.map((line) => (line === '' ? '' : `  ${line}`))].join('\n')
}

async function getDependencyReleaseLine() {
  return ''
}

export default { getReleaseLine, getDependencyReleaseLine }
