/**
 * The audit log as a chain: a seal per event, in one order without gaps. Events wait for their seal, so that who writes one
 * waits for nobody. What people open on their desks arrives as events too, each once.
 */
export const auditChain = {
  version: 44,
  name: '0044-audit-chain',
  sql: `
    create table audit_waiting (event bigint primary key);
    create table audit_seals (place bigint primary key, event bigint not null unique, hash text not null);
    insert into audit_waiting select id from audit_events;
    create function await_audit_seal() returns trigger language plpgsql as $$
      begin insert into audit_waiting values (new.id); return null; end $$;
    create trigger audit_events_wait after insert on audit_events for each row execute function await_audit_seal();
    create trigger audit_seals_stay before update or delete or truncate on audit_seals
      for each statement execute function refuse_audit_change();
    create index audit_events_of_object on audit_events (tenant, object, at) where object is not null;
    create unique index audit_reads_once on audit_events (tenant, person, correlation) where action = 'desk.read';
  `,
} as const;
