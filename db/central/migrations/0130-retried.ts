/** What failed is tried again when a person wants it, as what is in doubt. */
export const retried = {
  version: 130,
  name: '0130-retried',
  sql: `
    drop policy person_decides on deliveries;
    create policy person_decides on deliveries for update to otklik_person
      using (tenant = otklik_tenant() and state in ('doubt', 'failed', 'sent') and exists (select from conversations as talk where talk.tenant = deliveries.tenant and talk.id = deliveries.conversation))
      with check (tenant = otklik_tenant() and state = 'waiting');
  `,
} as const;
