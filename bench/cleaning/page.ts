/** In a page of the portal: looks at the chosen file and cleans it, and watches what that does to the page. */
import { workerCleaner } from "../../lib/client/worker-cleaner";

/** Milliseconds; `longestTask` is 0 where no task of the page took 50 ms. */
export type Cleaned = { readonly inspect: number; readonly clean: number; readonly digest: number; readonly longestTask: number; readonly bytes: number; readonly copyBytes: number; readonly findings: number };

/** As a camera makes one, of noise: nothing in it can be packed smaller. */
async function makePhotograph(exif: string, side: number): Promise<File> {
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = canvas.getContext("2d");
  const image = new ImageData(side, side);
  for (let at = 0; at < image.data.length; at += 65_536) crypto.getRandomValues(image.data.subarray(at, at + 65_536));
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
  context?.putImageData(image, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.97));
  if (blob === null) throw new Error("no picture was made");
  const segments = Uint8Array.from(atob(exif), (letter) => letter.charCodeAt(0));
  return new File([blob.slice(0, 2), segments, blob.slice(2)], "photograph.jpg");
}

async function measure(file: File): Promise<Cleaned> {
  let longestTask = 0;
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (longestTask = Math.max(longestTask, duration))));
  await new Promise((resolve) => setTimeout(resolve, 500)); // what made the file is over
  observer.observe({ type: "longtask" });
  const times: number[] = [performance.now()];
  const { findings, fault } = await workerCleaner.inspect(file, file.name);
  times.push(performance.now());
  const cleaned = await workerCleaner.clean(file);
  times.push(performance.now());
  if (fault !== null || !cleaned.ok) throw new Error(`not cleaned: ${fault ?? (cleaned.ok ? "" : cleaned.code)}`);
  await workerCleaner.digest(cleaned.value);
  times.push(performance.now());
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  const [inspect = 0, clean = 0, digest = 0] = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return { inspect, clean, digest, longestTask, bytes: file.size, copyBytes: cleaned.value.size, findings: findings.length };
}

function chosenFile(): File {
  const file = document.querySelector<HTMLInputElement>("input[data-bench]")?.files?.[0];
  if (file === undefined) throw new Error("no file was chosen");
  return file;
}

Object.assign(globalThis, {
  cleaning: {
    photograph: async (exif: string, side: number) => measure(await makePhotograph(exif, side)),
    chosen: () => measure(chosenFile()),
  },
});
