import { drafted, draftingTrial, suggestionSaving, suggestionSettings } from '#contract/drafting';
import { findDrafting, saveDrafting } from '#db/central/drafting';
import type { Reader } from '#db/central/open';
import { loadRow, lockRow } from '#db/central/rows';
import { companyModel, unlearned } from '#domain/suggestion/company-model';
import { promptFor } from '#domain/suggestion/drafting';
import { id } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { placeOf, type Egress } from '../egress';
import { bodyInput, noInput, personRoute, type Route } from '../route';
import type { Commit } from '../sync/commit';
import type { Drafter } from './drafter';

type Ports = { readonly db: Reader; readonly commit: Commit; readonly egress: Egress; readonly drafter: Drafter };

const administrators = { for: 'people', roles: ['administrator'] } as const;
const named = { table: 'models', id: companyModel } as const;

/** Whether a company suggests, and whether a model outside may draft: off until an administrator says otherwise. */
export function suggestionSettingsRoutes(ports: Ports): readonly Route[] {
  return [readRoute(ports), saveRoute(ports), tryRoute(ports)];
}

function readRoute({ db }: Ports): Route {
  return personRoute({
    method: 'GET',
    path: '/suggestions/settings',
    access: administrators,
    rate: { per: 'session', burst: 20, perSecond: 2 },
    audit: 'none',
    input: noInput,
    output: suggestionSettings,
    handle: async (_call, { tenant }) => {
      const { isOn, drafts } = (await loadRow(db, tenant, named)) ?? unlearned;
      const place = await findDrafting(db, tenant);
      return done({ isOn, drafts, place: place === null ? null : { base: place.base, model: place.model } });
    },
  });
}

function saveRoute({ commit, egress, drafter }: Ports): Route {
  return personRoute({
    method: 'PUT',
    path: '/suggestions/settings',
    access: administrators,
    rate: { per: 'session', burst: 10, perSecond: 1 },
    audit: 'change',
    input: bodyInput(suggestionSaving),
    output: z.null(),
    handle: async ({ input: { body: { isOn, drafts, place } } }, { tenant }) => {
      if (drafts && place === null) return refused('drafting.keyNeeded');
      if (place !== null && !(await placeOf(egress, place.base)).ok) return refused('drafting.forbidden');
      const model = place === null ? null : await drafter.modelAt(tenant, place);
      if (model !== null && !model.ok) return model;
      await commit(tenant, async (tx, _now, put) => {
        if (model !== null) await saveDrafting(tx, tenant, { base: model.value.base, model: model.value.model, secret: drafter.seal(tenant, model.value.key) });
        const row = (await lockRow(tx, tenant, named)) ?? unlearned;
        await put([{ op: 'put', table: 'models', row: { ...row, isOn, drafts } }]);
      });
      return done(null);
    },
  });
}

/** What nobody has asked. */
const invented = [{ id: id('message', 'trial'), part: { kind: 'inbound', author: id('customer', 'trial'), authorName: '' }, text: 'Hello! How do I return a lamp that I bought last week?' }] as const;

function tryRoute({ drafter }: Ports): Route {
  return personRoute({
    method: 'POST',
    path: '/suggestions/try',
    access: administrators,
    rate: { per: 'session', burst: 5, perSecond: 0.2 },
    audit: 'change',
    input: bodyInput(draftingTrial),
    output: drafted,
    handle: async ({ input: { body } }, { tenant }) => {
      const model = await drafter.modelAt(tenant, body);
      if (!model.ok) return model;
      const prompt = promptFor(invented, { customer: '', people: [] });
      const told = prompt === null ? refused('drafting.nothingAsked') : await drafter.ask(tenant, model.value, prompt);
      return told.ok ? done({ text: told.value, to: invented[0].id }) : told;
    },
  });
}
