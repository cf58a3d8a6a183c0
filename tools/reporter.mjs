// Counts what Node's test runner ran, for tools/test.mjs. A suite is not a test; a file that crashed is one failure.
/** @param {AsyncIterable<{type: string, data: any}>} source the runner's events */
export default async function* count(source) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite' && type === 'test:pass') continue;
    // A suite that fails only because a test in it failed has been counted with that test.
    if (data.details?.error?.failureType === 'subtestsFailed') continue;
    if (data.skip !== undefined || data.todo !== undefined) total.skipped++;
    else if (type === 'test:pass') total.passed++;
    else total.failed++;
  }
  yield `${JSON.stringify(total)}\n`;
}
