"use client";

import { useEffect, useRef } from "react";
import { unpackPixels, type Thumbnail } from "@/lib/domain/dossier";
import css from "./thumbnail.module.css";

/** A small picture beside a file's name, which says what it is. The place stays where there is none, so that names stand in line. */
export function FileThumbnail({ thumbnail }: { readonly thumbnail: Thumbnail | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (thumbnail === undefined) return;
    const image = new ImageData(unpackPixels(thumbnail), thumbnail.width, thumbnail.height);
    canvas.current?.getContext("2d")?.putImageData(image, 0, 0);
  }, [thumbnail]);
  return (
    <span className={css["place"]} aria-hidden="true">
      {thumbnail !== undefined && <canvas ref={canvas} width={thumbnail.width} height={thumbnail.height} />}
    </span>
  );
}
