import type { Actor } from '#domain/access/actor';
import type { Instant } from '#kernel/instant';
import type { Position } from '#sync/local-copy';
import type { Snapshot } from './desk-cache';
import type { CommandPorts } from './desk-commands';
import type { PastPorts } from './desk-past';
import type { DeskProcess } from './desk-process';
import type { Connection } from './network';
import type { Plant } from './plants';

/** What the world does for a desk. */
export type DeskPorts = PastPorts & CommandPorts & {
  /** The actor as the server knows the session now, or null when it does not know it any more. */
  readonly access: () => Actor | null;
  /** Names this client to the server; answers whether it is taken. */
  readonly register: (desk: DeskProcess) => boolean;
  readonly connect: (desk: DeskProcess) => Connection;
  /** What a copy that stands `onto` lacks, or all of it. */
  readonly snapshot: (desk: DeskProcess, onto: Position | null) => Snapshot | null;
  /** The server's time as this desk knows it. */
  readonly wall: () => Instant;
  readonly signedOut: (desk: DeskProcess) => void;
  readonly say: (told: () => string) => void;
  readonly plant: Plant | null;
};
