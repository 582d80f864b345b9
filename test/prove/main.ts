import { parseArgs } from 'node:util';
import { network } from './network';
import { figuresLine, holds, type Proof } from './proof';
import { restore } from './restore';
import { severalServers } from './servers';
import { killPostgres } from './kill-postgres';
import { claims } from './claims';
import { killDesk } from './kill-desk';
import { permissions } from './permissions';
import { powerCut } from './power-cut';
import { diskFull } from './disk-full';
import { noise } from './noise';
import { sleepAndWake } from './sleep';
import { migrations } from './migrations';
import { twoApps } from './two-apps';
import { mail } from './mail';
import { shift } from './shift';
import { killServer } from './kill-server';

/**
 * `npm run prove -- NAME [--runs N] [--seed N] [--worlds N] [--desks N] [--minutes N]`: real processes and real faults, judged by a ledger outside of
 * the system. Its last line is one JSON object; it exits with 1 when anything is lost or doubled,
 * or seen that may not be seen.
 */
const proofs: Readonly<Record<string, Proof>> = {
  'kill-postgres': killPostgres,
  claims,
  'kill-desk': killDesk,
  'kill-server': killServer,
  'two-apps': twoApps,
  permissions,
  migrations,
  sleep: sleepAndWake,
  noise,
  'disk-full': diskFull,
  'power-cut': powerCut,
  network,
  restore,
  servers: severalServers,
  mail,
  shift,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string' }, worlds: { type: 'string' }, desks: { type: 'string' }, minutes: { type: 'string' } },
});
const name = positionals[0] ?? '';
const proof = proofs[name];
const lacks = (await proof?.lacks?.()) ?? null;
if (proof === undefined) {
  console.error(`npm run prove -- ${Object.keys(proofs).join(' | ')} [--runs N] [--seed N] [--worlds N] [--desks N] [--minutes N]`);
  process.exitCode = 2;
} else if (lacks !== null) {
  console.error(lacks);
  process.exitCode = 2;
} else {
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  const plan = { runs: Number(values.runs ?? proof.plan.runs), worlds: Number(values.worlds ?? proof.plan.worlds), desks: Number(values.desks ?? proof.plan.desks), seed, until: performance.now() + 60_000 * Number(values.minutes ?? Infinity) };
  console.error(`${name}: ${JSON.stringify(plan)}`);
  const figures = await proof.prove(plan, (line) => console.error(line));
  console.log(figuresLine(name, seed, figures));
  // Roads that a fault left half open would keep this process alive.
  process.exit(holds(figures) ? 0 : 1);
}
