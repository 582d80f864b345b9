import type { DeliveryFailure } from '#domain/conversation/message';
import { hour, minute, second, type Duration } from '#kernel/instant';
import type { SendResult } from './connector';

/** How long a failing delivery is tried, and the pauses between the attempts; the last pause repeats. */
export type DeliveryPlan = { readonly pauses: readonly Duration[]; readonly giveUpAfter: Duration };

/** A mail server that is restarted or greylists is back within minutes; RFC 5321, 4.5.4.1 asks for days of patience. */
export const patientPlan: DeliveryPlan = {
  pauses: [5 * second, 15 * second, minute, 5 * minute, 15 * minute, 30 * minute, hour],
  giveUpAfter: 48 * hour,
};

/** What an attempt means for the delivery. */
export type Verdict =
  | { readonly state: 'sent' | 'held' }
  | { readonly state: 'waiting' | 'begun'; readonly again: Duration; readonly detail: string }
  | { readonly state: 'doubt'; readonly detail: string }
  | { readonly state: 'failed'; readonly reason: DeliveryFailure; readonly detail: string };

export function verdict(result: SendResult, tried: { attempt: number; age: Duration }, plan: DeliveryPlan): Verdict {
  switch (result.outcome) {
    case 'sent':
    case 'held':
      return { state: result.outcome };
    case 'doubt':
      return result.lookAgain === undefined ? { state: 'doubt', detail: result.detail } : { state: 'begun', again: result.lookAgain, detail: result.detail };
    case 'refused':
      return { state: 'failed', reason: result.reason, detail: result.detail };
    case 'retry': {
      const again = result.after ?? plan.pauses[Math.min(tried.attempt, plan.pauses.length) - 1] ?? 0;
      if (tried.age + again > plan.giveUpAfter) return { state: 'failed', reason: result.reason, detail: result.detail };
      return { state: 'waiting', again, detail: result.detail };
    }
  }
}
