import { refused } from '#kernel/outcome';
import type { Place } from '../place';
import type { Handlers } from '../verbs';
import { fetchCustomer } from './fetch-customer';

/** What a person asks of a customer's card. */
export function customerRequests(atWork: () => Place | null): Pick<Handlers, 'customer.fetch'> {
  return {
    'customer.fetch': async ({ customer }) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : fetchCustomer(place, customer);
    },
  };
}
