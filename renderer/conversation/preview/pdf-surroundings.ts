type Drawn = { canvas: OffscreenCanvas | null; context: OffscreenCanvasRenderingContext2D | null };

/** Canvases where there is no page. */
export class Canvases {
  create(width: number, height: number): Drawn {
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }

  reset({ canvas }: Drawn, width: number, height: number): void {
    if (canvas !== null) Object.assign(canvas, { width, height });
  }

  destroy(drawn: Drawn): void {
    this.reset(drawn, 0, 0);
    Object.assign(drawn, { canvas: null, context: null });
  }

  getNoAlphaContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D | null {
    return canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  }
}

/** Filters are drawn by a page, which is not here: a picture is shown without. */
export class NoFilters {
  addFilter = none;
  addHCMFilter = none;
  addAlphaFilter = none;
  addLuminosityFilter = none;
  addKnockoutFilter = none;
  addHighlightHCMFilter = none;
  addSelectionHCMFilter = none;
  addSelectionFilter = none;
  createSelectionStyle = nothing;
  destroy = nothing;
}

function none(): string {
  return 'none';
}

function nothing(): null {
  return null;
}

/** The fonts that every reader of PDFs has to know, of the bundle; there is nowhere else to fetch anything from. */
const fonts = import.meta.glob<string>('../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', { eager: true, query: '?url&inline', import: 'default' });

export class BundledFonts {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const found = Object.entries(fonts).find(([path]) => path.endsWith(`/${filename}`))?.[1];
    if (found === undefined) throw new Error('not in the bundle');
    return Uint8Array.from(atob(found.slice(found.indexOf(',') + 1)), (letter) => letter.charCodeAt(0));
  }
}
