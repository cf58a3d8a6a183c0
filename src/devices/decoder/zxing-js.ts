// Part by part: the library's own index brings every other kind of barcode along.
import BinaryBitmap from '@zxing/library/esm/core/BinaryBitmap';
import DecodeHintType from '@zxing/library/esm/core/DecodeHintType';
import RGBLuminanceSource from '@zxing/library/esm/core/RGBLuminanceSource';
import HybridBinarizer from '@zxing/library/esm/core/common/HybridBinarizer';
import QRCodeReader from '@zxing/library/esm/core/qrcode/QRCodeReader';
import { type DecodedCode, codeAt } from './codes.ts';

const reader = new QRCodeReader();
const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);

/** Brightness as the eye weighs red, green and blue (ITU-R BT.601). */
function lumaOf({ data, width, height }: ImageData): Uint8ClampedArray {
  const luma = new Uint8ClampedArray(width * height);
  for (let pixel = 0; pixel < luma.length; pixel += 1) {
    const at = pixel * 4;
    luma[pixel] = ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8;
  }
  return luma;
}

/** @returns the code in the picture, if there is one: this engine finds no second */
export function readWithJs(pixels: ImageData): readonly DecodedCode[] {
  const source = new RGBLuminanceSource(lumaOf(pixels), pixels.width, pixels.height);
  try {
    const found = reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints);
    const [bottomLeft, , topRight] = found.getResultPoints();
    // The first and the third point are the marks in two opposite corners.
    const corners = [bottomLeft, topRight].flatMap((point) =>
      point ? [{ x: point.getX(), y: point.getY() }] : [],
    );
    return [codeAt(found.getText(), corners, pixels)];
  } catch {
    // The library says by exceptions of several kinds that a picture holds no readable code.
    return [];
  } finally {
    reader.reset();
  }
}
