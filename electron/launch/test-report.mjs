/** Counts the tests in the JSON report of vitest, and keeps what each that failed said. */
export function readVitestReport(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const broken = brokenFiles.map(({ name, message }) => failure(name, message));
  const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName, failureMessages }) => failure(fullName, failureMessages?.join('\n')));
  const skipped = tests.filter(({ status }) => ['skipped', 'pending', 'todo', 'disabled'].includes(status));
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failed.length + broken.length,
    skipped: skipped.map(({ fullName }) => fullName),
    failures: [...broken, ...failed],
  };
}

/** Counts the tests in the JSON report of Playwright; one that passed only when tried again did not pass. */
export function readPlaywrightReport(report) {
  const tests = specsOf(report.suites, []);
  const withOutcome = (...outcomes) => tests.filter(({ outcome }) => outcomes.includes(outcome));
  return {
    passed: withOutcome('expected').length,
    failed: withOutcome('unexpected', 'flaky').length + (report.errors?.length ?? 0),
    skipped: withOutcome('skipped').map(({ name }) => name),
    failures: [
      ...(report.errors ?? []).map(({ message }) => failure('e2e', message)),
      ...withOutcome('unexpected', 'flaky').map(({ name, said }) => failure(name, said)),
    ],
  };
}

const mostLines = 12;
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function failure(name, said = '') {
  return [name, ...said.replaceAll(colours, '').split('\n').slice(0, mostLines).map((line) => `  ${line}`)].join('\n');
}

function specsOf(suites, path) {
  return suites.flatMap((suite) => {
    const here = [...path, suite.title];
    const own = suite.specs.flatMap((spec) =>
      spec.tests.map(({ status, results }) => ({ name: [...here, spec.title].join(' > '), outcome: status, said: messagesOf(results) })),
    );
    return [...own, ...specsOf(suite.suites ?? [], here)];
  });
}

function messagesOf(results = []) {
  return results.flatMap(({ errors }) => errors ?? []).map(({ message }) => message).join('\n');
}

/** The line that closes a run. */
export function closingLine({ passed, failed, skipped }) {
  const counts = [`${passed} passed`, `${failed} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  return counts.join(', ');
}

export function addCounts(left, right) {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: [...left.skipped, ...right.skipped],
    failures: [...left.failures, ...right.failures],
  };
}

/** A run without a failure, in which at least one test passed, is a good one. */
export function isGood({ passed, failed }) {
  return failed === 0 && passed > 0;
}
