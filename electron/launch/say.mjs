/** Progress goes to standard error, so that standard output holds results only. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** A terminal that is closed while we write to it is no reason to fail. */
export function outliveTerminal() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
