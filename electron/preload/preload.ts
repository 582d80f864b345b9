import type { Bridge, Update } from '#contract/bridge';
import { contextBridge, ipcRenderer } from 'electron';
import { requestNames, watchNames } from './names';
import { Shown } from './shown';

const shown = new Shown();
ipcRenderer.on('show', (_event, call: number, update: Update) => shown.show(call, update));

let nextCall = 1;

const bridge: Bridge = {
  ask: (name, input) => (Object.hasOwn(requestNames, name) ? ipcRenderer.invoke('ask', name, input) : Promise.resolve({ ok: false, code: 'request.unknown' })),
  watch: (name, input, show) => {
    if (!Object.hasOwn(watchNames, name)) return () => undefined;
    const call = nextCall++;
    shown.expect(call, show);
    ipcRenderer.send('watch', call, { name, input });
    return () => {
      shown.forget(call);
      ipcRenderer.send('unwatch', call);
    };
  },
};

contextBridge.exposeInMainWorld('otklik', bridge);
