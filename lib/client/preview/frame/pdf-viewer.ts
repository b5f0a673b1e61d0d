import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PreviewLabels } from "../protocol";
import { button, element } from "./elements";

const ZOOM_STEP = 1.25;
const ZOOM_RANGE = [0.4, 5] as const;
const MAX_CANVAS_PIXELS = 24_000_000;
const PAGE_KEYS: Readonly<Record<string, (page: number, last: number) => number>> = {
  PageDown: (page) => page + 1,
  PageUp: (page) => page - 1,
  Home: () => 1,
  End: (_page, last) => last,
};

/** One page at a time on a canvas, its text below for whoever cannot see it, and controls for mouse and keyboard. */
export class PdfViewer {
  readonly root = element("div", "pdf");
  readonly #document: PDFDocumentProxy;
  readonly #labels: PreviewLabels;
  readonly #canvas = element("canvas", "page");
  readonly #pageInput = element("input", "page-number");
  readonly #text = element("div", "page-text");
  readonly #status = element("p", "notice");
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  #page = 1;
  #zoom = 1;
  #task: RenderTask | null = null;

  constructor(document: PDFDocumentProxy, labels: PreviewLabels) {
    this.#document = document;
    this.#labels = labels;
    this.#previous = button(labels.previousPage, "‹", () => this.#turnTo(this.#page - 1));
    this.#next = button(labels.nextPage, "›", () => this.#turnTo(this.#page + 1));
    this.#canvas.setAttribute("role", "img");
    this.#status.setAttribute("role", "status");
    this.root.append(this.#buildBar(), this.#status, this.#buildScroller(), this.#buildText());
    this.root.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Draws the first page; rejects if even that cannot be drawn. */
  async start(): Promise<void> {
    await this.#draw();
  }

  #buildBar(): HTMLElement {
    const bar = element("div", "bar");
    const label = element("label", "page-label", this.#labels.page);
    this.#pageInput.inputMode = "numeric";
    this.#pageInput.addEventListener("change", () => this.#turnTo(Number(this.#pageInput.value)));
    label.append(this.#pageInput);
    const total = element("span", "", this.#labels.ofPages.replace("{count}", String(this.#document.numPages)));
    const zoomOut = button(this.#labels.zoomOut, "−", () => this.#zoomBy(1 / ZOOM_STEP));
    const zoomIn = button(this.#labels.zoomIn, "+", () => this.#zoomBy(ZOOM_STEP));
    bar.append(this.#previous, label, total, this.#next, zoomOut, zoomIn);
    return bar;
  }

  #buildScroller(): HTMLElement {
    const scroller = element("div", "scroller");
    scroller.tabIndex = 0;
    scroller.append(this.#canvas);
    return scroller;
  }

  #buildText(): HTMLElement {
    const details = element("details", "text-of-page");
    details.append(element("summary", "", this.#labels.pageText), this.#text);
    this.#text.dir = "auto";
    this.#text.tabIndex = 0;
    return details;
  }

  #onKey(event: KeyboardEvent): void {
    const turn = PAGE_KEYS[event.key];
    if (turn === undefined || event.target === this.#pageInput || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#turnTo(turn(this.#page, this.#document.numPages));
  }

  #turnTo(page: number): void {
    const last = this.#document.numPages;
    this.#page = Number.isInteger(page) ? Math.min(Math.max(page, 1), last) : this.#page;
    this.#redraw();
  }

  #zoomBy(factor: number): void {
    this.#zoom = Math.min(Math.max(this.#zoom * factor, ZOOM_RANGE[0]), ZOOM_RANGE[1]);
    this.#redraw();
  }

  #redraw(): void {
    this.#draw().catch(() => {
      this.#status.textContent = this.#labels.pageFailed;
    });
  }

  #showPlace(): void {
    this.#pageInput.value = String(this.#page);
    this.#previous.disabled = this.#page === 1;
    this.#next.disabled = this.#page === this.#document.numPages;
    this.#canvas.setAttribute("aria-label", `${this.#labels.page} ${this.#page}`);
    this.#status.textContent = "";
  }

  async #draw(): Promise<void> {
    this.#showPlace();
    this.#task?.cancel();
    const wanted = this.#page;
    const page = await this.#document.getPage(wanted);
    if (wanted !== this.#page) return;
    await this.#paint(page);
    const text = await this.#readText(page);
    if (wanted === this.#page) this.#text.textContent = text === "" ? this.#labels.noPageText : text;
  }

  async #paint(page: PDFPageProxy): Promise<void> {
    const natural = page.getViewport({ scale: 1 });
    const fit = Math.max(this.root.clientWidth - 32, 200) / natural.width;
    const shown = fit * this.#zoom;
    const pixels = natural.width * natural.height * (shown * devicePixelRatio) ** 2;
    const sharp = shown * devicePixelRatio * Math.min(1, Math.sqrt(MAX_CANVAS_PIXELS / pixels));
    const viewport = page.getViewport({ scale: sharp });
    this.#canvas.width = Math.floor(viewport.width);
    this.#canvas.height = Math.floor(viewport.height);
    this.#canvas.style.inlineSize = `${natural.width * shown}px`;
    this.#task = page.render({ canvas: this.#canvas, viewport });
    try {
      await this.#task.promise;
    } catch (cause) {
      if (!(cause instanceof Error && cause.name === "RenderingCancelledException")) throw cause;
    }
  }

  async #readText(page: PDFPageProxy): Promise<string> {
    const { items } = await page.getTextContent();
    return items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("").trim();
  }
}
