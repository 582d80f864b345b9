/**
 * A delivery whose content went over is marked before it does (`begun`), so that nobody sends again what may have arrived: in `doubt` a person
 * decides. Of a mail that no person wrote it is enough to know that it began.
 */
export const doubt = {
  version: 88,
  name: '0088-doubt',
  sql: `
    alter table deliveries add column "begunAt" bigint;
    alter table deliveries drop constraint deliveries_state_check;
    alter table deliveries add constraint deliveries_state_check check (state in ('waiting', 'begun', 'doubt', 'held', 'sent', 'failed'));
    drop index deliveries_due;
    drop index deliveries_order;
    create index deliveries_due on deliveries ("dueAt") where state in ('waiting', 'begun');
    create index deliveries_order on deliveries (conversation, id) where state in ('waiting', 'begun');
    create policy person_decides on deliveries for update to otklik_person
      using (tenant = otklik_tenant() and state = 'doubt' and exists (select from conversations as talk where talk.tenant = deliveries.tenant and talk.id = deliveries.conversation))
      with check (tenant = otklik_tenant() and state = 'waiting');
    grant select (state), update (state, "since", "dueAt", "leaseUntil") on deliveries to otklik_person;
    alter table automatic_mails add column begun boolean not null default false;
  `,
} as const;
