/** Words that WhatsApp has approved for a channel, with numbered slots, and which of them an answer is made of. */
export const templates = {
  version: 97,
  name: '0097-templates',
  sql: `
    create table messenger_templates (
      tenant text not null references tenants, channel text not null, name text not null, language text not null, text text not null,
      primary key (tenant, channel, name, language)
    );
    create table template_answers (
      tenant text not null references tenants, message text not null, name text not null, language text not null, slots jsonb not null, primary key (tenant, message)
    );
    alter table messenger_templates enable row level security;
    alter table template_answers enable row level security;
    create policy server on messenger_templates to otklik_server using (true) with check (true);
    create policy server on template_answers to otklik_server using (true) with check (true);
    grant select, insert, update, delete on messenger_templates, template_answers to otklik_server;
  `,
} as const;
