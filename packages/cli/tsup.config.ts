import { packageConfig } from '../../tsup.base.ts'

export default { ...packageConfig('src/main.ts'), dts: false }
