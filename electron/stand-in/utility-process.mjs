import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { notImplemented, strict, strictInstances } from './not-implemented.mjs';

const host = fileURLToPath(new URL('./utility-host.mjs', import.meta.url));
const known = new Set(['env', 'execArgv', 'cwd', 'stdio', 'serviceName']);

/** One utility process: a child of Node.js that ends when the channel to this process does. */
class UtilityProcess extends EventEmitter {
  stdout;
  stderr;
  #child;

  constructor(modulePath, args, { env = process.env, execArgv = [], cwd, stdio = 'inherit' }) {
    super();
    const [, output, errors] = Array.isArray(stdio) ? stdio : ['ignore', stdio, stdio];
    const child = spawn(process.execPath, ['--no-warnings', ...execArgv, host, modulePath, ...args], {
      env,
      cwd,
      stdio: ['ignore', output, errors, 'ipc'],
      serialization: 'advanced',
    });
    this.#child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    child.on('spawn', () => this.emit('spawn'));
    child.on('message', (message) => this.emit('message', message));
    child.on('exit', (code, signal) => {
      this.#child = undefined;
      this.emit('exit', code ?? signalNumber(signal));
    });
    child.on('error', (error) => console.error(`A utility process failed: ${error.message}`));
  }

  get pid() {
    return this.#child?.pid;
  }

  postMessage(message, transfer = []) {
    if (transfer.length > 0) throw notImplemented('MessagePort');
    if (this.#child?.connected) this.#child.send(message);
  }

  kill() {
    return this.#child?.kill() ?? false;
  }
}
strictInstances(UtilityProcess, 'UtilityProcess');

function signalNumber(signal) {
  return { SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[signal] ?? 1;
}

export function createUtilityProcess(runtime) {
  return strict('utilityProcess', {
    fork(modulePath, args = [], options = {}) {
      if (!runtime.ready) throw new Error('utilityProcess cannot be created before app is ready');
      const unknown = Object.keys(options).find((option) => !known.has(option));
      if (unknown) throw notImplemented(`utilityProcess.fork with the option ${unknown}`);
      return new UtilityProcess(modulePath, args, options);
    },
  });
}
