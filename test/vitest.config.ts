import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Kinds of proof that vitest runs; e2e belongs to Playwright. */
const kinds = ['architecture', 'unit', 'contract', 'migration', 'simulation', 'integration'] as const;
type Kind = (typeof kinds)[number];

/** Files that put doubles in the place of modules: no other file may share theirs. */
const withDoubles: Partial<Record<Kind, string>> = {
  unit: 'test/unit/main/**/*.test.ts',
  integration: 'test/integration/row-security/**/*.test.ts',
};

function settings(kind: Kind): object {
  const isLong = kind === 'integration' || kind === 'simulation' || kind === 'migration';
  // What is waited for comes sooner; a machine that is ten times slower must not fail for that.
  const timeouts = { testTimeout: isLong ? 120_000 : 15_000, hookTimeout: 120_000, expect: { poll: { timeout: isLong ? 30_000 : 10_000 } } };
  // Integration files start servers, desks and browsers: more at a time would only wait for each other.
  return kind === 'integration' ? { ...timeouts, globalSetup: ['test/support/shared-postgres.ts', 'test/support/mail-server/install.ts'], maxWorkers: 3 } : timeouts;
}

/** What takes longest, and shows it neither by its size nor, in a fresh checkout, by how long it took before. */
const longest = ['renderer/accessible', 'access/matrix', 'prove/server-faults', 'prove/desk-faults', 'renderer/window', 'renderer/keyboard', 'renderer/bad-input', 'renderer/rich-mail', 'conversation/undo-send', 'channel/killed-server', 'prove/restore', 'prove/permissions'];

/** A long file that begins last keeps everybody waiting for one worker. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files);
    const isOf = (name: string, { moduleId }: TestSpecification): boolean => moduleId.endsWith(`/${name}.test.ts`);
    const first = longest.flatMap((name) => rest.filter((file) => isOf(name, file)));
    return [...first, ...rest.filter((file) => !first.includes(file))];
  }
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: kinds.flatMap((kind) => {
      const include = [`test/${kind}/**/*.test.ts`, `test/${kind}/**/*.test.tsx`];
      const apart = withDoubles[kind];
      // Files of one worker share its modules: to load the server anew for each took a third of the processor's time.
      const shared = { root, test: { ...settings(kind), name: kind, include, exclude: apart === undefined ? [] : [apart], isolate: false } };
      return apart === undefined ? [shared] : [shared, { root, test: { ...settings(kind), name: `${kind}-apart`, include: [apart] } }];
    }),
  },
});
