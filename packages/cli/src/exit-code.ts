/** 0: all is well; 1: what was looked at is not; 2: wrong usage, or what was asked for could not be done. */
export type ExitCode = 0 | 1 | 2
