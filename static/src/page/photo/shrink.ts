/** Makes a camera's picture small enough for a thin line, and leaves behind all that is not the picture itself. */

/** Pixels of the longest side, and how much of the detail is kept: a KTP is legible in all but the last of them. */
const SIDES = [1280, 1024, 800, 640, 480];
const QUALITIES = [0.8, 0.6, 0.4];

/** With its box it must stay under 100 kB. */
const MOST_BYTES = 99_000;
/** So much over, less detail does not bring it down at this size; each try costs a slow phone half a second. */
const HOPELESS_BYTES = 2.5 * MOST_BYTES;

/** What was chosen is no picture this phone can read. */
export class NoPicture extends Error {}

/** The best that is small enough, upright, as WebP or, where the browser cannot write that, as JPEG. */
export async function shrink(file: Blob): Promise<Blob> {
  const whole = await readable(file);
  try {
    for (const side of SIDES) {
      const canvas = drawn(whole, side);
      for (const quality of QUALITIES) {
        const picture = await encoded(canvas, quality);
        if (picture.size <= MOST_BYTES) return picture;
        if (picture.size > HOPELESS_BYTES) break;
      }
    }
  } finally {
    whole.close();
  }
  throw new NoPicture();
}

/** The browser turns it as the camera says: only the pixels are taken over, and what the file says of itself is not. */
async function readable(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    throw new NoPicture();
  }
}

function drawn(whole: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(whole.width, whole.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(whole.width * scale));
  canvas.height = Math.max(1, Math.round(whole.height * scale));
  const brush = canvas.getContext("2d");
  if (!brush) throw new NoPicture();
  brush.imageSmoothingQuality = "high";
  brush.drawImage(whole, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  const picture = await as(canvas, "image/webp", quality);
  // A browser that cannot write it gives a PNG instead.
  return picture.type === "image/webp" ? picture : as(canvas, "image/jpeg", quality);
}

const as = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new NoPicture())), type, quality));
