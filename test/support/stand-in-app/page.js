globalThis.ticks = [];
globalThis.violations = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => globalThis.violations.push(violatedDirective));
globalThis.bridge.onTick((value) => globalThis.ticks.push(value));
