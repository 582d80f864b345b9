const sqlTenant = 'tenant = (select otklik_tenant())';
const sqlOwn = `${sqlTenant} and person = (select otklik_person())`;

/** Macros and articles replicate; each article keeps what it was before, and people say whether it helped. */
export const knowledge = {
  version: 113,
  name: '0113-knowledge',
  sql: `
    -- A replicated table has the columns that travel, and no other.
    insert into import_keys (tenant, kind, key, id, at) select tenant, 'macro', key, id, "changedAt" from macros where key <> id;
    insert into import_keys (tenant, kind, key, id, at) select tenant, 'article', key, id, "changedAt" from articles;
    create policy person_reads on import_keys for select to otklik_person using (tenant = (select otklik_tenant()) and kind in ('article', 'macro'));
    grant select on import_keys to otklik_person;
    create index import_keys_by_id on import_keys (tenant, kind, id);
    alter table macros drop column key;
    alter table articles drop column key;
    alter table macros rename column "changedAt" to "updatedAt";
    alter table macros add column actions jsonb not null default '[]', add column teams jsonb, add column version bigint not null default 1;

    alter table articles rename column "changedAt" to "updatedAt";
    alter table articles add column audience text not null default 'customers', add column sections jsonb not null default '[]', add column facts jsonb not null default '[]',
      add column tags jsonb not null default '[]', add column owner text, add column "reviewAt" bigint, add column counterpart text,
      add column revision bigint not null default 1, add column version bigint not null default 1;
    update articles set sections = jsonb_build_array(jsonb_build_object('heading', '', 'text', text, 'kind', 'text'));
    alter table articles drop column text;

    -- Every revision, the one that stands in the article as well.
    create table article_versions (
      tenant text not null, article text not null, revision int not null, at bigint not null, by text, content jsonb not null, primary key (tenant, article, revision),
      foreign key (tenant, article) references articles (tenant, id) on delete cascade
    );
    insert into article_versions (tenant, article, revision, at, content)
      select tenant, id, revision, "updatedAt", jsonb_build_object('title', title, 'language', language, 'audience', audience, 'category', category, 'sections', sections, 'facts', facts,
        'tags', tags, 'owner', owner, 'reviewAt', "reviewAt", 'counterpart', counterpart) from articles;
    create table votes (
      tenant text not null references tenants, id text not null, article text not null, person text not null, value text not null, at bigint not null,
      version bigint not null, primary key (tenant, id)
    );
    create index votes_by_article on votes (tenant, article);

    alter table article_versions enable row level security;
    alter table votes enable row level security;
    create policy server on article_versions to otklik_server using (true) with check (true);
    create policy server on votes to otklik_server using (true) with check (true);
    grant select, insert, update, delete on article_versions, votes to otklik_server;

    -- Whoever may look at a row may hold it until the transaction ends, which wants a right to change; changing is another policy.
    create policy person_holds on macros for update to otklik_person using (${sqlTenant}) with check (false);
    create policy person_holds on articles for update to otklik_person using (${sqlTenant}) with check (false);
    grant update (version) on macros, articles to otklik_person;
    create policy person_reads on votes for select to otklik_person using (${sqlTenant});
    create policy person_adds on votes for insert to otklik_person with check (${sqlOwn});
    create policy person_changes on votes for update to otklik_person using (${sqlOwn}) with check (${sqlOwn});
    create policy person_removes on votes for delete to otklik_person using (${sqlOwn});
    grant select, insert, update, delete on votes to otklik_person;
  `,
} as const;
