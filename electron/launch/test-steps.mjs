import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, inModules } from './checkout.mjs';

const node = process.execPath;
const vitestKinds = ['architecture', 'unit', 'contract', 'migration', 'simulation', 'integration'];

const check = (name, program, args) => ({ name, command: node, args: [program, ...args] });

/** Every step of `npm test`, cheap ones first. A step with `kind` runs tests and writes a report of them. */
const steps = [
  check('types', inModules('typescript', 'bin', 'tsc'), ['-b']),
  check('lint', inModules('oxlint', 'bin', 'oxlint'), ['--type-aware', '-c', '.oxlintrc.json', '--deny-warnings']),
  ...vitestKinds.slice(0, -1).map((kind) => ({ name: kind, kind: 'vitest' })),
  { name: 'build', kind: 'build' },
  { name: 'integration', kind: 'vitest', needsBuild: true },
  { name: 'e2e', kind: 'playwright', needsBuild: true },
];

/** The steps to run: all of them, or those that a name stands for; a step of tests knows its files. */
export function planSteps(name, root = checkout) {
  const withFiles = steps.map((step) => (isOfTests(step) ? { ...step, files: testFiles(root, step.name) } : step));
  return selectSteps(withFiles, name).filter((step) => !isOfTests(step) || step.files.length > 0);
}

/** A name chooses the step that bears it, else the test files whose path holds it. */
export function selectSteps(all, name) {
  if (!name) return all;
  const byName = all.filter((step) => step.name === name);
  const chosen = byName.length > 0 ? byName : withMatchingFiles(all, name);
  const needsBuild = chosen.some((step) => step.needsBuild) && !chosen.some((step) => step.kind === 'build');
  return needsBuild ? [all.find((step) => step.kind === 'build'), ...chosen] : chosen;
}

function withMatchingFiles(all, name) {
  return all
    .filter((step) => step.files)
    .map((step) => ({ ...step, filter: name, files: step.files.filter((file) => file.includes(name)) }))
    .filter((step) => step.files.length > 0);
}

function isOfTests(step) {
  return step.kind === 'vitest' || step.kind === 'playwright';
}

function testFiles(root, kind) {
  const folder = join(root, 'test', kind);
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.(test|spec)\.tsx?$/.test(file))
    .map((file) => join('test', kind, file));
}
