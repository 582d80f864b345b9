import type { QueueId, TeamId } from '#kernel/id';

export type QueueRow = { readonly id: QueueId; readonly team: TeamId; readonly name: string; readonly version: number; /** Whether its cases end only with an outcome. */ readonly asksOutcome: boolean };
