/**
 * What a person does that leaves no row with their name goes into the audit log with it, in one transaction. A person's role does not
 * reach the log: it may add to it in its own name, by this function alone.
 */
export const notedDeeds = {
  version: 141,
  name: '0141-noted-deeds',
  sql: `
    create function otklik_note_deeds(deeds jsonb) returns void language sql security definer
    begin atomic
      insert into audit_events (tenant, person, at, class, action, object, failure, correlation)
      select otklik_tenant(), otklik_person(), deed.at, 'change', deed.action, deed.object, deed.failure, deed.correlation
      from jsonb_to_recordset(deeds) as deed (at bigint, action text, object text, failure text, correlation text);
    end;
    revoke execute on function otklik_note_deeds(jsonb) from public;
    grant execute on function otklik_note_deeds(jsonb) to otklik_server, otklik_person;
  `,
} as const;
