/** What was done by whom. Rows are added and never touched again. */
export const audit = {
  version: 4,
  name: '0004-audit',
  sql: `
    create table audit_events (
      id bigint generated always as identity primary key, tenant text, person text, at bigint not null, class text not null,
      action text not null, object text, failure text, correlation text not null
    );
    create index audit_events_of_tenant on audit_events (tenant, id);
    create function refuse_audit_change() returns trigger language plpgsql as $$
      begin raise exception 'the audit log is append-only'; end $$;
    create trigger audit_events_stay before update or delete or truncate on audit_events
      for each statement execute function refuse_audit_change();
  `,
} as const;
