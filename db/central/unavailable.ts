/** The road, and what PostgreSQL says when it could not do now what it might do later: stopping, timeouts, deadlocks. */
const passingCodes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', '25P03', '40001', '40P01', '55P03', '57014', '57P01', '57P02', '57P03', '57P05',
]);
/** Connections; no memory, disk or connection left; the system below. */
const passingClasses = new Set(['08', '53', '58']);
/** Knex writes the statement before the words of the driver. */
const connectionWords = /(?:^| - )(?:Connection terminated|Client has encountered a connection error|timeout expired|Query read timeout|Connection ended|Client was closed|Unable to acquire a connection)/;

/** The database did not do what it was asked and may do it later, as opposed to answering with a refusal. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // What PostgreSQL says has a code, and may repeat what somebody wrote: its words decide nothing.
  if (code === '') return error.name === 'KnexTimeoutError' || connectionWords.test(error.message);
  return passingCodes.has(code) || (code.length === 5 && passingClasses.has(code.slice(0, 2)));
}
