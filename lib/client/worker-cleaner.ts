/** Files are looked at and cleaned in a worker without network, so that the page neither waits nor holds what a damaged file does to its reader. */
import type { Cleaner, CleanQuestion } from "@/lib/clean/cleaner";
import { err } from "@/lib/shared/result";

const WORKER_URL = "/clean-worker.js";
/** Longer than the largest film that a slow disk reads. */
const ANSWER_WITHIN_MS = 10 * 60_000;

/** What a worker that died or does not end is taken for. */
const NO_ANSWER = err("gave-up" as const);

/** One worker for one question; rejects when it gives no answer. */
function ask(question: CleanQuestion): Promise<unknown> {
  const worker = new Worker(WORKER_URL);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer")), ANSWER_WITHIN_MS);
    worker.onerror = () => reject(new Error("the worker broke"));
    worker.onmessage = ({ data }: MessageEvent<{ readonly value?: unknown }>) => {
      clearTimeout(timer);
      if (data.value === undefined) reject(new Error("the worker gave up"));
      else resolve(data.value);
    };
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

/** The answers are of our own making: the worker is a script of this origin that reaches nothing but the file. */
export const workerCleaner: Cleaner = {
  inspect: (file, name) =>
    (ask({ verb: "inspect", args: [file, name] }) as ReturnType<Cleaner["inspect"]>).catch(() => ({ kind: "unknown", findings: [], remains: [], fault: NO_ANSWER.code })),
  clean: (file) => (ask({ verb: "clean", args: [file] }) as ReturnType<Cleaner["clean"]>).catch(() => NO_ANSWER),
  digest: (file) => ask({ verb: "digest", args: [file] }) as Promise<string>,
};
