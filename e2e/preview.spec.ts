/** The preview frame under the headers that the server sends: it shows evidence and does nothing else. Runs on a server of its own. */
import { readFile } from "node:fs/promises";
import { makeWav } from "../scripts/demo/invented-files";
import { expect, frameOf, show, test } from "./fixtures/preview-stage";

/**
 * Three pages, one of them with text in a Japanese font that is not embedded, and a script that wants to run on opening; `filler` bytes
 * of an object that nothing refers to after each of its own. */
function buildPdf(beacon: string, filler = 0): Uint8Array {
  const stream = (text: string): string => `<< /Length ${String(text.length)} >>\nstream\n${text}\nendstream`;
  const page = (content: number): string =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents ${String(content)} 0 R /Resources << /Font << /F1 9 0 R /F2 10 0 R >> >> >>`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\("${beacon}"\\);) >> >>`,
    "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
    page(6), page(7), page(8),
    stream("BT /F1 24 Tf 40 200 Td (First page) Tj ET"),
    stream("BT /F2 24 Tf 40 200 Td <93FA967B> Tj ET"),
    stream("BT /F1 24 Tf 40 200 Td (Third page) Tj ET"),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [11 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 12 0 R >>",
    "<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
  ];
  let text = "%PDF-1.5\n";
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${String(i + 1)} 0 obj\n${object}\nendobj\n`;
    if (filler > 0) text += `${String(100 + i)} 0 obj\n${stream("x".repeat(filler))}\nendobj\n`;
    return String(at).padStart(10, "0");
  });
  const xref = text.length;
  text += `xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${offsets.map((at) => `${at} 00000 n \n`).join("")}`;
  text += `trailer\n<< /Size ${String(objects.length + 1)} /Root 1 0 R >>\nstartxref\n${String(xref)}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

test("a PDF is drawn, turned by keyboard, and told as text; its script does not run", async ({ page, stage }) => {
  const { result, frame } = await show(page, buildPdf(`${stage.origin}/beacon`));
  expect(result).toEqual({ ok: true, value: "pdf" });
  await expect(frame.getByText("of 3")).toBeVisible();
  await expect(frame.locator(".page-text")).toHaveText("First page");
  const inked = await frame.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return data.filter((value, i) => i % 4 === 0 && value < 100).length;
  });
  expect(inked).toBeGreaterThan(100);
  await frame.locator(".scroller").focus();
  await page.keyboard.press("PageDown");
  await expect(frame.locator(".page-text")).toHaveText("日本");
  await page.keyboard.press("End");
  await expect(frame.locator(".page-text")).toHaveText("Third page");
  await expect(frame.getByRole("button", { name: "Next page" })).toBeDisabled();
  await expect(frame.getByRole("img", { name: "Page 3" })).toBeVisible();
  expect(stage.asked).not.toContain("/beacon");
});

test("of a long PDF only the parts that are looked at are read", async ({ page, stage }) => {
  const long = buildPdf(`${stage.origin}/beacon`, 2 ** 21);
  stage.files.set("/long.pdf", long);
  const opened = await page.evaluate(() => (window as unknown as { showByRanges: (url: string) => Promise<{ size: number; shown: unknown }> }).showByRanges("/long.pdf"));
  expect(opened).toEqual({ size: long.length, shown: { ok: true, value: "pdf" } });
  const frame = frameOf(page);
  await expect(frame.locator(".page-text")).toHaveText("First page");
  await frame.locator(".scroller").focus();
  await page.keyboard.press("End");
  await expect(frame.locator(".page-text")).toHaveText("Third page");
  expect(await page.evaluate(() => (window as unknown as { bytesRead: number }).bytesRead)).toBeLessThan(long.length / 4);
});

test("of a film that is read by ranges the frame is shown where one leaps to while it stands", async ({ page, stage }) => {
  stage.files.set("/film.webm", await readFile("e2e/fixtures/files/clip.webm"));
  const opened = await page.evaluate(() => (window as unknown as { showByRanges: (url: string) => Promise<{ shown: unknown }> }).showByRanges("/film.webm"));
  expect(opened.shown).toEqual({ ok: true, value: "video" });
  for (const seconds of [0.1, 0.8, 0.3]) {
    const seen = await frameOf(page).locator("video").evaluate((film: HTMLVideoElement, to) => {
      const sought = new Promise((resolve) => film.addEventListener("seeked", () => resolve([film.readyState >= film.HAVE_CURRENT_DATA, film.error]), { once: true }));
      film.currentTime = to;
      return sought;
    }, seconds);
    expect(seen).toEqual([true, null]);
  }
});

test("pictures are shown, the orientation respected", async ({ page }) => {
  for (const [name, width] of [["camera.jpg", 32], ["palette.png", 24]] as const) {
    const { result, frame } = await show(page, await readFile(`lib/clean/fixtures/${name}`));
    expect(result).toEqual({ ok: true, value: "image" });
    expect(await frame.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(width);
  }
});

test("sound plays and can be sought in; a recording that the browser does not know is told so", async ({ page }) => {
  const { result, frame } = await show(page, makeWav());
  expect(result).toEqual({ ok: true, value: "audio" });
  const player = frame.locator("audio");
  await expect(player).toHaveAttribute("aria-label", /recording/);
  expect(await player.evaluate((audio: HTMLAudioElement) => [audio.paused, Math.round(audio.duration)])).toEqual([true, 150]);
  const reached = await player.evaluate((audio: HTMLAudioElement) => {
    const sought = new Promise((resolve) => audio.addEventListener("seeked", () => resolve(audio.currentTime)));
    audio.currentTime = 100;
    return sought;
  });
  expect(reached).toBe(100);
  const broken = new Uint8Array(5000);
  broken.set([0x1a, 0x45, 0xdf, 0xa3]);
  expect((await show(page, broken)).result).toEqual({ ok: false, code: "unknown-recording" });
});

test("markup is shown as its own source, with nothing of it run or fetched", async ({ page, stage }) => {
  const markup = `<html><script>fetch("${stage.origin}/beacon")</script><img src="${stage.origin}/beacon"></html>`;
  const { result, frame } = await show(page, new TextEncoder().encode(markup));
  expect(result).toEqual({ ok: true, value: "text" });
  await expect(frame.locator("pre")).toHaveText(markup);
  expect(await frame.locator("img").count()).toBe(0);
  expect(stage.asked).not.toContain("/beacon");
});

test("text in UTF-16 and right-to-left text are readable", async ({ page }) => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("محمد, 1", "utf16le")]);
  const { frame } = await show(page, utf16);
  await expect(frame.locator("pre")).toHaveText("محمد, 1");
  expect(await frame.locator("pre").evaluate((pre) => getComputedStyle(pre).direction)).toBe("rtl");
});

test("damaged and other files are refused in words, not shown", async ({ page }) => {
  const pdf = buildPdf("");
  expect((await show(page, new TextEncoder().encode("%PDF-1.7 nothing here"))).result).toEqual({ ok: false, code: "damaged" });
  expect((await show(page, new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1]))).result).toEqual({ ok: false, code: "damaged" });
  expect((await show(page, new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).result).toEqual({ ok: false, code: "not-previewable" });
  expect((await show(page, pdf)).result).toEqual({ ok: true, value: "pdf" });
});

test("code inside the frame reaches neither network nor page nor storage", async ({ page, stage }) => {
  const { frame } = await show(page, new TextEncoder().encode("text"));
  const tried = await frame.evaluate(async (url) => {
    const attempt = async (act: () => unknown): Promise<string> => {
      try {
        await act();
        return "worked";
      } catch {
        return "refused";
      }
    };
    return {
      fetch: await attempt(() => fetch(url)),
      parent: await attempt(() => window.parent.document.title),
      storage: await attempt(() => window.localStorage.length),
      image: await attempt(async () => {
        const image = new Image();
        image.src = url;
        await image.decode();
      }),
      isOpaque: window.origin,
    };
  }, `${stage.origin}/beacon`);
  expect(tried).toEqual({ fetch: "refused", parent: "refused", storage: "refused", image: "refused", isOpaque: "null" });
  expect(stage.asked).not.toContain("/beacon");
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  const { headers } = await page.evaluate(async () => ({ headers: [...(await fetch("/preview-frame.html")).headers].join() }));
  expect(headers).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*/);
});

test("destroyed, the preview leaves nothing in the page", async ({ page }) => {
  await show(page, new TextEncoder().encode("text"));
  await page.evaluate(() => {
    (window as unknown as { preview: { destroy: () => void } }).preview.destroy();
  });
  expect(await page.locator("iframe").count()).toBe(0);
});
