import { day, type Duration } from '#kernel/instant';

/** Finished cases stay in copies this long; older ones are asked for one by one. */
export const finishedKept: Duration = 90 * day;
