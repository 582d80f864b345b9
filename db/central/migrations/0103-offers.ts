/** To whom a conversation is offered, or was last, and how that ended. Those that wait are found by the end of their lease. */
export const offers = {
  version: 103,
  name: '0103-offers',
  sql: `
    alter table conversations add column offer jsonb;
    create index conversations_offered on conversations (((offer->>'expiresAt')::bigint)) where offer->>'expiresAt' is not null and offer->>'ended' is null;
  `,
} as const;
