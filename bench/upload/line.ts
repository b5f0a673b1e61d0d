/** A line of a known speed in front of a server: what a browser sends waits its turn, answers pass freely. In a process of its own. */
import { createConnection, createServer, type AddressInfo } from "node:net";

/** Waits shorter than this are saved up, since a timer is no finer. */
const FINEST_MS = 4;
/** A timer that is late by less than this costs the line nothing. */
const CREDIT_MS = 25;

const [port, megabits] = process.argv.slice(2).map(Number);
if (port === undefined || megabits === undefined) throw new Error("line PORT MEGABITS");
const bytesPerMs = (megabits * 1e6) / 8 / 1000;
let freeAt = 0;

const line = createServer({ highWaterMark: 16_384 }, (browser) => {
  const server = createConnection({ port, host: "127.0.0.1", noDelay: true });
  server.pipe(browser);
  browser.on("data", (bytes: Buffer) => {
    server.write(bytes);
    const now = performance.now();
    freeAt = Math.max(freeAt, now - CREDIT_MS) + bytes.length / bytesPerMs;
    if (freeAt - now < FINEST_MS) return;
    browser.pause();
    setTimeout(() => browser.resume(), freeAt - now);
  });
  browser.on("end", () => server.end());
  browser.on("error", () => server.destroy());
  server.on("error", () => browser.destroy());
});
line.listen(0, "127.0.0.1", () => console.log(`http://localhost:${(line.address() as AddressInfo).port}`));
