/** How fast a transfer has been of late: bytes per second over the last seconds, so that a pause does not lie for minutes. */
const WINDOW_MS = 8_000;
const SHORTEST_MS = 800;

type Sample = { readonly atMs: number; readonly bytes: number };

export class TransferRate {
  #samples: Sample[] = [];

  add(bytes: number, atMs: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && bytes < last.bytes) this.#samples = []; // it began again from an earlier byte
    this.#samples.push({ atMs, bytes });
    while (this.#samples.length > 2 && (this.#samples[0]?.atMs ?? atMs) < atMs - WINDOW_MS) this.#samples.shift();
  }

  /** 0 while too little is known. */
  get bytesPerSecond(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.atMs - first.atMs < SHORTEST_MS) return 0;
    return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
  }

  reset(): void {
    this.#samples = [];
  }
}
