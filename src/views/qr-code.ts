import { encodeQR } from 'qr';

/** Light modules on each side, without which readers do not find the code (ISO/IEC 18004, 5.3.8). */
const QUIET_ZONE = 4;
/** The modules of a longer text are too fine for a camera at the back of a room. */
const MAX_CHARS = 300;

/** A QR code as SVG draws it, one unit a module: the side of its square, and the outline of what is dark. */
export interface QrCode {
  size: number;
  path: string;
}

/** Undefined for a text that is too long to be read from afar. */
export function qrCodeOf(text: string): QrCode | undefined {
  if (text.length > MAX_CHARS) return undefined;
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  return { size: rows.length, path: rows.map(pathOfRow).join('') };
}

/** One rectangle for each run of dark modules. */
function pathOfRow(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    const start = x;
    while (row[x]) x++;
    if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`;
  }
  return path;
}
