/** The photo as it will be sent: whoever looks at it sees what the supervisor will see. */

import { useEffect, useRef } from "preact/hooks";
import { t } from "../text";

/** Drawn, and not shown by an address: the page's policy allows pictures of no other kind. */
export function Preview({ picture }: { picture: Blob }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    void createImageBitmap(picture).then((bitmap) => {
      if (canvas.current) draw(canvas.current, bitmap);
      bitmap.close();
      canvas.current?.scrollIntoView({ block: "nearest" });
    });
  }, [picture]);
  return <canvas class="photo" ref={canvas} role="img" aria-label={t("Foto yang akan dikirim")} />;
}

function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
}
