import type { Command } from 'commander'
import type { ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'

/** Adds a command to the program: its options and its help. What it does is loaded when it is called. */
export type AddCommand = (program: Command, host: Host, ended: (exitCode: ExitCode) => void) => void
