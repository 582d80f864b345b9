import { agentStates } from '#domain/shift/agent-state';
import { z } from 'zod';
import { rows } from './rows';

const nothing = z.strictObject({});
const state = z.enum(agentStates);

/** Minutes without a person after which they are asked whether they are still there; null: never. */
export const idleAfter = z.union([z.literal(5), z.literal(10), z.literal(30), z.null()]);

/** What a person says about themselves: part of `requests`. */
export const shiftRequests = {
  /** What they do now, and what they will do when the contact at hand is over; see domain/shift. */
  'state.set': { input: z.strictObject({ state }), output: z.null() },
  'state.next': { input: z.strictObject({ next: state.nullable() }), output: z.null() },
  /** They answer that they are still there. */
  'state.here': { input: nothing, output: z.null() },
  /** Whether the outcome of a case is being written down. */
  'state.wrapsUp': { input: z.strictObject({ wrapsUp: z.boolean() }), output: z.null() },
} as const;

/** What the person says that they do, and what it is derived from; null where nobody is at work. */
const shownShift = z
  .strictObject({
    state,
    since: z.number().nullable(),
    next: state.nullable(),
    /** Customers who wait on the other side. */
    contacts: z.int(),
    wrapsUp: z.boolean(),
    /** Whether they are still there, or what they do now that they are back. */
    question: z.enum(['stillHere', 'which']).nullable(),
  })
  .nullable();

/** Part of `watches`. */
export const shiftWatches = {
  shift: { input: nothing, output: shownShift },
  /** What everybody of the company says that they do. */
  states: { input: nothing, output: z.array(rows.agent_states) },
  /** The person's own last weeks, newest first; the first may be today's. */
  myDays: { input: nothing, output: z.array(rows.agent_days) },
} as const;
