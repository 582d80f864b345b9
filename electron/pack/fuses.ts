import { join } from 'node:path';
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** Every fuse of Electron's binary, each set on purpose. One that a later Electron adds does not compile until it has its line. */
export const fuses: Readonly<Required<Record<FuseV1Options, boolean>>> = {
  /** The signed app is no Node.js for whoever can start it. The desk is a utility process and needs none. */
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  /** The environment gives the app no code and no debugger. */
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  /** The app runs from its own archive alone, and from that one only as it was packed. */
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  /** One snapshot for all processes, which the binary brings along: another file would be code that no check sees. */
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  /** Our page comes from app://, so file:// is worth nothing. */
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  /** Bounds of WebAssembly memory are kept by the processor; off would only make them slower. */
  [FuseV1Options.WasmTrapHandlers]: true,
};

export class FuseError extends Error {
  override readonly name = 'FuseError';
}

/** What a packager says after it has put the app together. */
export type Packed = { readonly appOutDir: string; readonly electronPlatformName: string; readonly packager: { readonly appInfo: { readonly productFilename: string } } };

/** The packager's hook: sets every fuse before the app is signed. */
export async function afterPack(packed: Packed): Promise<void> {
  await setFuses(binaryOf(packed), packed.electronPlatformName === 'darwin');
}

/** Sets every fuse and reads the binary back. Refuses a binary that has more fuses than the map knows. */
export async function setFuses(binary: string, resetAdHocDarwinSignature = false): Promise<void> {
  await flipFuses(binary, { version: FuseVersion.V1, strictlyRequireAllFuses: true, resetAdHocDarwinSignature, ...fuses });
  const wire: Readonly<Record<string, unknown>> = { ...(await getCurrentFuseWire(binary)) };
  const wrong = Object.entries(fuses).filter(([fuse, on]) => wire[fuse] !== (on ? FuseState.ENABLE : FuseState.DISABLE));
  if (wrong.length > 0) throw new FuseError(wrong.map(([fuse]) => fuse).join());
}

function binaryOf({ appOutDir, electronPlatformName, packager }: Packed): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  return join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : name.toLowerCase());
}
