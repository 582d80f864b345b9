import { ProcessFamily } from './process-family.mjs';
import { desktopTestEnvironment } from './desktop-test-environment.mjs';
import { run } from './launch-failure.mjs';
import { outliveTerminal, say } from './say.mjs';
import { setUp } from './set-up.mjs';
import { onStopWanted } from './stop-signals.mjs';
import { addCounts, closingLine, isGood } from './test-report.mjs';
import { runStep } from './test-runner.mjs';
import { planSteps } from './test-steps.mjs';

outliveTerminal();
await run(test);

async function test() {
  const family = new ProcessFamily();
  const stop = () => process.exit(130);
  onStopWanted(stop, stop);
  process.once('exit', () => family.killAll());

  const plan = planSteps(process.argv[2]);
  const needsWindow = plan.some((step) => step.needsBuild);
  const runtime = await setUp({ window: needsWindow });
  const env = { ...process.env, ...(runtime ? await desktopTestEnvironment(runtime, family) : {}) };

  const { counts, durations } = await runSteps(plan, env);
  report(counts, durations);
  await family.endAll();
  process.exit(isGood(counts) ? 0 : 1);
}

async function runSteps(plan, env) {
  let counts = { passed: 0, failed: 0, skipped: [], failures: [] };
  let built = true;
  const durations = [];
  for (const step of plan) {
    if (step.needsBuild && !built) {
      say(`\n— ${step.name} cannot run without a build`);
      continue;
    }
    say(`\n— ${step.name}`);
    const began = performance.now();
    const found = await runStep(step, env);
    counts = addCounts(counts, found);
    if (step.kind === 'build') built = found.failed === 0;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    durations.push(`${step.name.padEnd(14)}${found.failed === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(8)} s`);
  }
  return { counts, durations };
}

function report(counts, durations) {
  const skipped = counts.skipped.map((name) => `skipped: ${name}`);
  // Once more at the end: whoever sees only the last lines of a long run sees why it failed.
  const failures = counts.failures.map((said) => `\nfailed: ${said}`);
  console.log(['', ...durations, ...skipped, ...failures, '', closingLine(counts)].join('\n'));
}
