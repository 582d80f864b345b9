import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import * as reading from 'pdfjs-dist/build/pdf.worker.mjs';
import type { Asked, Told } from './pdf-messages';
import { BundledFonts, Canvases, NoFilters } from './pdf-surroundings';

/**
 * Reads and draws a PDF here, where there is no page, no desk to ask and no network: what a file does to its reader stays here, and
 * the window ends the worker when it takes too long. See DECISION-preview.md.
 */
Object.assign(self, { pdfjsWorker: reading });

/** Pixels of one page, and of one picture on it. */
const mostPixels = 16_000_000;

let open: Promise<PDFDocumentProxy> | null = null;

/** The library hears what comes to the worker itself; what we say goes by a way of its own. */
let way: MessagePort | null = null;

self.addEventListener('message', ({ ports: [port] }: MessageEvent<unknown>) => {
  if (port === undefined) return;
  way = port;
  port.onmessage = hear;
});

function hear({ data: wanted }: MessageEvent<Asked>): void {
  const work = wanted.t === 'open' ? begin(wanted.file) : draw(wanted.page, wanted.width);
  work.catch((error: unknown) => tell({ t: 'failed', why: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged' }));
}

async function begin(file: Blob): Promise<void> {
  open = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    CanvasFactory: Canvases,
    FilterFactory: NoFilters,
    BinaryDataFactory: BundledFonts,
    // Letters are drawn as lines: no font of a stranger is handed to the system.
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
    disableWorkerRendering: true,
    maxImageSize: mostPixels,
    canvasMaxAreaInBytes: mostPixels * 4,
    verbosity: 0,
  }).promise;
  tell({ t: 'opened', pages: (await open).numPages });
}

async function draw(number: number, width: number): Promise<void> {
  if (open === null) return;
  const page = await (await open).getPage(number);
  const own = page.getViewport({ scale: 1 });
  const scale = Math.min(width / own.width, Math.sqrt(mostPixels / (own.width * own.height)));
  const viewport = page.getViewport({ scale });
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  // checked: a canvas without a page draws the same, as the library's own worker does
  await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise;
  const bitmap = canvas.transferToImageBitmap();
  tell({ t: 'drawn', page: number, bitmap }, [bitmap]);
  page.cleanup();
}

function tell(message: Told, transfer: Transferable[] = []): void {
  way?.postMessage(message, transfer);
}
