import type { DraftingPlace } from '#contract/drafting';
import { findDrafting } from '#db/central/drafting';
import type { Reader } from '#db/central/open';
import { loadRow } from '#db/central/rows';
import { companyModel } from '#domain/suggestion/company-model';
import type { Prompt } from '#domain/suggestion/drafting';
import type { TenantId } from '#kernel/id';
import { minute, second, type Duration } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { sealedFor } from '../access/sealed-for';
import { openIfKnown, type Sealing } from '../access/sealing';
import type { Egress } from '../egress';
import { RateLimiter } from '../rate';
import { completed, draftingPatience, type DraftingFailure, type Model } from './chat-completions';

export type DrafterPorts = { readonly db: Reader; readonly egress: Egress; readonly sealing: Sealing; readonly patience?: Duration };

/** Drafts of one company in a minute, per process: what they cost is the company's. */
const draftsAMinute = 60;

/** Asks the model that a company named, where it named one. */
export class Drafter {
  readonly #ports: DrafterPorts;
  readonly #asked = new RateLimiter({ burst: draftsAMinute, perSecond: draftsAMinute / (minute / second) });

  constructor(ports: DrafterPorts) {
    this.#ports = ports;
  }

  seal(tenant: TenantId, key: string): string {
    return this.#ports.sealing.seal(sealedFor.drafting({ tenant }), key);
  }

  /** Who drafts for a company. */
  async modelOf(tenant: TenantId): Promise<Outcome<Model, 'drafting.off' | 'drafting.keyNeeded'>> {
    const row = await loadRow(this.#ports.db, tenant, { table: 'models', id: companyModel });
    const place = row?.isOn === true && row.drafts ? await findDrafting(this.#ports.db, tenant) : null;
    return place === null ? refused('drafting.off') : this.modelAt(tenant, { ...place, key: null });
  }

  async ask(tenant: TenantId, model: Model, prompt: Prompt): Promise<Outcome<string, DraftingFailure>> {
    if (!this.#asked.allows(tenant, performance.now())) return refused('drafting.tooMany');
    return completed({ egress: this.#ports.egress, within: this.#ports.patience ?? draftingPatience }, model, prompt);
  }

  /** A kept key goes to the address that it was given for, and to no other. */
  async modelAt(tenant: TenantId, { base, model, key }: DraftingPlace): Promise<Outcome<Model, 'drafting.keyNeeded'>> {
    if (key !== null) return done({ base, model, key });
    const kept = await findDrafting(this.#ports.db, tenant);
    const opened = kept === null || new URL(kept.base).origin !== new URL(base).origin ? null : openIfKnown(this.#ports.sealing, sealedFor.drafting({ tenant }), kept.secret);
    return opened === null ? refused('drafting.keyNeeded') : done({ base, model, key: opened });
  }
}
