import { limits } from '#contract/limits';
import type { Failure } from '#contract/failures';
import type { RequestInput, RequestOutput } from '#contract/requests';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { Company } from './company';

type Piece = RequestInput<'attachment.show'>;

/** What the desk would hand over of a file: a drawn picture, or an invented invoice. One that is called broken is none. */
export async function shownPiece({ messages }: Company, { message, attachment, from }: Piece): Promise<Outcome<RequestOutput<'attachment.show'>, Failure>> {
  const file = [...messages.values()].flat().flatMap(({ row }) => (row.id === message ? row.attachments : [])).find(({ id }) => id === attachment);
  if (file === undefined) return refused('attachment.absent');
  const type = file.type === 'application/pdf' ? 'application/pdf' : 'image/png';
  const bytes = file.name.includes('broken') ? new TextEncoder().encode('%PDF-1.7 nothing') : type === 'application/pdf' ? pdfOf(file.name.includes('slow') ? 400 : 3) : await drawnPicture();
  return done({ type, size: bytes.byteLength, bytes: bytes.slice(from, from + limits.shownPiece) });
}

async function drawnPicture(): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(1600, 1000);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const sky = context.createLinearGradient(0, 0, 0, 1000);
  sky.addColorStop(0, '#88a6e8');
  sky.addColorStop(1, '#f3d9b1');
  context.fillStyle = sky;
  context.fillRect(0, 0, 1600, 1000);
  context.fillStyle = '#2f4858';
  for (let hill = 0; hill < 5; hill += 1) context.fillRect(hill * 330, 640 + (hill % 3) * 60, 360, 400);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

/** A plain PDF with so many pages, written by hand. */
export function pdfOf(pages: number): Uint8Array {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, page) => `${4 + page * 2} 0 R`).join(' ')}] >>`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  for (let page = 0; page < pages; page += 1) {
    const lines = Array.from({ length: 30 }, (_, line) => `BT /F1 12 Tf 72 ${700 - line * 20} Td (Line ${line + 1}: coffee grinder, 1 pc, 4 990.00) Tj ET`).join('\n');
    const drawn = `BT /F1 28 Tf 72 740 Td (Invoice 4471, page ${page + 1}) Tj ET\n0.25 0.33 0.78 rg 72 728 460 3 re f\n0 g\n${lines}`;
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + page * 2} 0 R >>`, `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`);
  }
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  return new TextEncoder().encode(`${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`);
}
