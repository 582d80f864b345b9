const sqlTenant = 'tenant = (select otklik_tenant())';
const sqlOwn = `${sqlTenant} and id = (select otklik_person())`;

/** What people say that they do, the log of it, and when each was heard last. */
export const agentStates = {
  version: 123,
  name: '0123-agent-states',
  sql: `
    create table agent_states (tenant text not null references tenants, id text not null, state text not null, since bigint not null, next text, version bigint not null, primary key (tenant, id));
    -- Told: when the server heard of it, which is later than \`began\` for what was chosen without a network.
    create table agent_state_log (
      entry bigint generated always as identity, tenant text not null references tenants, person text not null, began bigint not null, ended bigint, state text not null,
      told bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint
    );
    create index agent_state_log_of_a_person on agent_state_log (tenant, person, began);
    create unique index agent_state_log_open on agent_state_log (tenant, person) where ended is null;
    create table agents_heard (tenant text not null references tenants, person text not null, at bigint not null, primary key (tenant, person));

    alter table agent_states enable row level security;
    alter table agent_state_log enable row level security;
    alter table agents_heard enable row level security;
    create policy server on agent_states to otklik_server using (true) with check (true);
    create policy server on agent_state_log to otklik_server using (true) with check (true);
    create policy server on agents_heard to otklik_server using (true) with check (true);
    grant select, insert, update, delete on agent_states, agent_state_log, agents_heard to otklik_server;
    create policy person_reads on agent_states for select to otklik_person using (${sqlTenant});
    create policy person_adds on agent_states for insert to otklik_person with check (${sqlOwn});
    create policy person_changes on agent_states for update to otklik_person using (${sqlOwn}) with check (${sqlOwn});
    grant select, insert, update on agent_states to otklik_person;

    -- Whoever may write their state need not be able to write the log of it.
    create function otklik_log_state() returns trigger language plpgsql security definer set search_path from current as $$
    begin
      if tg_op = 'UPDATE' and old.state = new.state then return null; end if;
      update agent_state_log set ended = greatest(began, new.since) where tenant = new.tenant and person = new.id and ended is null;
      insert into agent_state_log (tenant, person, began, state) values (new.tenant, new.id, new.since, new.state);
      return null;
    end $$;
    create trigger agent_states_logged after insert or update on agent_states for each row execute function otklik_log_state();
  `,
} as const;
