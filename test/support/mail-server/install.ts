import { mailServerLacks } from './mail-server';

/** Once, before files that need a mail server run beside each other: a program that is only half installed looks installed. */
export async function setup(): Promise<void> {
  await mailServerLacks();
}
