const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bridge', {
  double: (value) => ipcRenderer.invoke('double', value),
  fail: () => ipcRenderer.invoke('fail'),
  echo: (value) => ipcRenderer.invoke('echo', value),
  onTick: (listener) => ipcRenderer.on('tick', (_event, value) => listener(value)),
  processType: process.type,
});
globalThis.secretOfPreload = 'hidden';
