import { describe, expect, test } from 'vitest';
import { plainModule } from '../../support/plain-module';

interface Counts {
  passed: number;
  failed: number;
  skipped: string[];
  failures: string[];
}
interface Step {
  name: string;
  kind?: string;
  needsBuild?: boolean;
  files?: string[];
  filter?: string;
}

const { readVitestReport, readPlaywrightReport, closingLine, isGood } = await plainModule<{
  readVitestReport: (report: unknown) => Counts;
  readPlaywrightReport: (report: unknown) => Counts;
  closingLine: (counts: Omit<Counts, 'failures'>) => string;
  isGood: (counts: Omit<Counts, 'failures'>) => boolean;
}>('launch/test-report.mjs');
const { selectSteps } = await plainModule<{
  selectSteps: (all: Step[], name?: string) => Step[];
}>('launch/test-steps.mjs');

describe('counting tests', () => {
  test('reads the report of vitest, with files that did not even load', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a' },
      { status: 'failed', fullName: 'b', failureMessages: ['\u001B[31mexpected\u001B[39m 1\nto be 2'] },
      { status: 'pending', fullName: 'c' },
      { status: 'todo', fullName: 'd' },
    ];
    const testResults = [
      { status: 'failed', assertionResults },
      { status: 'failed', assertionResults: [], name: 'x.test.ts', message: 'no such module' },
    ];
    expect(readVitestReport({ testResults })).toEqual({ passed: 1, failed: 2, skipped: ['c', 'd'], failures: ['x.test.ts\n  no such module', 'b\n  expected 1\n  to be 2'] });
  });

  test('reads the report of Playwright; a test that passed only the second time failed', () => {
    const results = [{ errors: [{ message: 'not seen' }] }];
    const spec = (title: string, status: string) => ({ title, tests: [{ status, results: status === 'unexpected' ? results : [] }] });
    const inner = { title: 'inner', specs: [spec('three', 'flaky'), spec('four', 'skipped')], suites: [] };
    const suites = [{ title: 'file', specs: [spec('one', 'expected'), spec('two', 'unexpected')], suites: [inner] }];
    expect(readPlaywrightReport({ suites, errors: [] })).toEqual({
      passed: 1,
      failed: 2,
      skipped: ['file > inner > four'],
      failures: ['file > two\n  not seen', 'file > inner > three\n  '],
    });
  });

  test('closes with one line', () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: [] })).toBe('3 passed, 0 failed');
    expect(closingLine({ passed: 3, failed: 1, skipped: ['x'] })).toBe('3 passed, 1 failed, 1 skipped');
  });

  test('a run without a test is not a good one', () => {
    expect(isGood({ passed: 0, failed: 0, skipped: [] })).toBe(false);
    expect(isGood({ passed: 1, failed: 0, skipped: ['x'] })).toBe(true);
    expect(isGood({ passed: 1, failed: 1, skipped: [] })).toBe(false);
  });
});

describe('choosing steps', () => {
  const all: Step[] = [
    { name: 'lint' },
    { name: 'unit', kind: 'vitest', files: ['test/unit/queue/clock.test.ts', 'test/unit/launch/start.test.ts'] },
    { name: 'build', kind: 'build' },
    { name: 'e2e', kind: 'playwright', needsBuild: true, files: ['test/e2e/queue.spec.ts'] },
  ];
  const names = (name?: string) => selectSteps(all, name).map((step) => step.name);

  test('without a name all run', () => {
    expect(names()).toEqual(['lint', 'unit', 'build', 'e2e']);
  });

  test('the name of a step chooses it, and the build that it needs', () => {
    expect(names('unit')).toEqual(['unit']);
    expect(names('e2e')).toEqual(['build', 'e2e']);
  });

  test('another name chooses the files whose path holds it', () => {
    expect(selectSteps(all, 'clock')).toEqual([
      { name: 'unit', kind: 'vitest', filter: 'clock', files: ['test/unit/queue/clock.test.ts'] },
    ]);
    expect(names('queue')).toEqual(['build', 'unit', 'e2e']);
  });

  test('a name that nothing bears chooses nothing', () => {
    expect(names('nowhere')).toEqual([]);
  });
});
