import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A plain TCP balancer on loopback: each connection goes to the target with the fewest, and to the next one where nobody listens. */
export type Balancer = { readonly port: number; /** Connections that a target holds. */ held(port: number): number; close(): Promise<void> };

/** How long a target that refused is asked last, in milliseconds. */
const avoided = 500;

export async function balancer(targets: () => readonly number[]): Promise<Balancer> {
  const open = new Map<Socket, number>();
  const refusedAt = new Map<number, number>();
  const held = (port: number): number => [...open.values()].filter((one) => one === port).length;
  const order = (): readonly number[] => {
    const isAvoided = (port: number): number => (performance.now() - (refusedAt.get(port) ?? -Infinity) < avoided ? 1 : 0);
    return [...targets()].sort((one, other) => isAvoided(one) - isAvoided(other) || held(one) - held(other));
  };
  const pass = (near: Socket, [port, ...others]: readonly number[]): void => {
    if (port === undefined) return void near.resetAndDestroy();
    const far = connect(port, '127.0.0.1');
    far.once('error', () => {
      refusedAt.set(port, performance.now());
      pass(near, others);
    });
    far.once('connect', () => {
      far.removeAllListeners('error');
      join(near, far);
      open.set(near, port);
    });
  };
  const server = createServer((near) => {
    near.on('error', () => near.destroy());
    near.once('close', () => open.delete(near));
    pass(near, order());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server.address()),
    held,
    close: async () => {
      for (const near of open.keys()) near.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

function join(near: Socket, far: Socket): void {
  far.on('error', () => near.destroy());
  near.once('close', () => far.destroy());
  far.once('close', () => near.destroy());
  if (near.destroyed) far.destroy();
  near.pipe(far).pipe(near);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return address.port;
}
