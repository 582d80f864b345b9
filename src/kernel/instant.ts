/** A moment: milliseconds since 1970-01-01 UTC, by the server's clock unless a name says otherwise. */
export type Instant = number;

/** A span of time in milliseconds. */
export type Duration = number;

export const second: Duration = 1000;
export const minute: Duration = 60 * second;
export const hour: Duration = 60 * minute;
export const day: Duration = 24 * hour;
