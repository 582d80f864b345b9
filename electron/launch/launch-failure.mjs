import { say } from './say.mjs';

/** Something that the person in front of the terminal can set right; its text says how. */
export class LaunchFailure extends Error {}

/** Runs a program of this folder: a failure ends it with its text and exit code 1. */
export async function run(program) {
  try {
    await program();
  } catch (error) {
    say(error instanceof LaunchFailure ? error.message : error.stack);
    process.exit(1);
  }
}
