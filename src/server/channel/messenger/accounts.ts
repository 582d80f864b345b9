import { messengerSetup, type MessengerSetup } from '#contract/messenger';
import { findMessenger, messengerAt, type Messenger, type MessengerKey } from '#db/central/messengers';
import type { Reader } from '#db/central/open';
import type { ChannelId } from '#kernel/id';
import { z } from 'zod';
import { sealedFor } from '../../access/sealed-for';
import { WrongKeyError, type Sealing } from '../../access/sealing';
import type { Account } from './road';

const sealed = z.strictObject({ setup: messengerSetup, hookSecret: z.string() });

/** What opens messengers: sealed in the database, opened for who speaks to them. */
export class MessengerAccounts {
  readonly #db: Reader;
  readonly #sealing: Sealing;

  constructor(ports: { readonly db: Reader; readonly sealing: Sealing }) {
    this.#db = ports.db;
    this.#sealing = ports.sealing;
  }

  seal(key: MessengerKey, secret: { readonly setup: MessengerSetup; readonly hookSecret: string }): string {
    return this.#sealing.seal(sealedFor.messenger(key), JSON.stringify(secret));
  }

  open({ tenant, channel, cursor, change, state, secret }: Messenger): Account {
    const plain: unknown = JSON.parse(this.#sealing.open(sealedFor.messenger({ tenant, channel }), secret));
    return { tenant, channel, cursor, change, state, ...sealed.parse(plain) };
  }

  /** Null for what was sealed by a key that this server was not given. */
  openIfKnown(messenger: Messenger): Account | null {
    try {
      return this.open(messenger);
    } catch (error) {
      if (error instanceof WrongKeyError) return null;
      throw error;
    }
  }

  async find(key: MessengerKey): Promise<Account | null> {
    const found = await findMessenger(this.#db, key);
    return found === null ? null : this.open(found);
  }

  async at(channel: ChannelId): Promise<Account | null> {
    const found = await messengerAt(this.#db, channel);
    return found === null ? null : this.open(found);
  }
}
