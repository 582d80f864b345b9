/** Every advisory lock of ours in a database, in one place, so that no two are one. */
export const lockNumbers = {
  /** Held by whoever numbers the log. */
  leader: 7_201_844,
  /** Held while the tables change. */
  migration: 7_201_845,
  /** Shared by every process that orders by leader, for as long as it is connected. */
  orderedByLeader: 7_201_846,
  orderedByHead: 7_201_847,
  /** Held while a batch of the audit log is sealed. */
  sealing: 7_201_848,
} as const;
