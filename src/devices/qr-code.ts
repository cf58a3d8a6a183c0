import QRCode from 'qrcode';

/** A QR code as squares, without the quiet zone: four light squares are to be left on every side. */
export interface QrMatrix {
  /** Squares a side, 21 to 177. */
  readonly size: number;
  /** Row by row, 1 is dark. */
  readonly dark: Uint8Array;
}

/**
 * A QR code (ISO/IEC 18004, model 2) that survives 15 % damage (level M). Digits and base45 are written in the short
 * modes for them, so a pass of 150 characters needs no more than version 6.
 * @throws where the text is longer than any code holds
 */
export function qrMatrix(text: string): QrMatrix {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return { size: modules.size, dark: Uint8Array.from(modules.data, (square) => (square ? 1 : 0)) };
}
