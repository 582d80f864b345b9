/** Answers by when they were given, for what people see of their own day. */
export const answersByTime = {
  version: 126,
  name: '0126-answers-by-time',
  sql: `create index messages_answers on messages (tenant, at) where part->>'kind' = 'outbound';`,
} as const;
