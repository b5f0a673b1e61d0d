/** docs/benchmarks.md and its chart, from one run. */
import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { SealingCase, SealingReport } from "./sealing/measure";
import type { UploadLine } from "./upload/measure";

const DOCS = fileURLToPath(new URL("../docs/", import.meta.url));
const WHAT: Readonly<Record<SealingCase["name"], string>> = {
  "sealpost-1": "Sealpost as it uploads: nonces from the content, XChaCha20-Poly1305, SHA-256 of the original, tree hash of the ciphertext; one worker, and one that hashes the original",
  "sealpost-2": "the same, two of these pairs with half each",
  "sealpost-aead-only": "Sealpost’s nonces and AEAD alone",
  "raw-aead": "libsodium’s AEAD alone on memory that never leaves its heap: the limit",
  "libsodium-wrapper": "all that Sealpost does, through libsodium-wrappers",
  "age-encryption": "age-encryption, to a recipient; hashes nothing",
  openpgp: "openpgp 6 with AEAD, to a key; hashes nothing",
  tweetnacl: "tweetnacl’s secretbox by 128 KiB, CryptPad’s loop; hashes nothing",
  noble: "@noble/ciphers XChaCha20-Poly1305 by 1 MiB; hashes nothing",
  "webcrypto-gcm": "the browser’s own AES-256-GCM by 1 MiB; hashes nothing",
};
const BAR = { left: 170, height: 26, widest: 420 } as const;

const mega = (bytes: number) => Math.round(bytes / 1e6);

function sealingTable({ cases }: SealingReport): string {
  const rows = cases.map(
    ({ name, medianMBs, minMBs, maxMBs, processorSeconds }) =>
      `| \`${name}\` | ${medianMBs.toFixed(0)} | ${minMBs.toFixed(0)}–${maxMBs.toFixed(0)} | ${processorSeconds.toFixed(2)} | ${WHAT[name]} |`,
  );
  return ["| case | MB/s | least–most | processor s | what it does |", "|---|---:|---:|---:|---|", ...rows].join("\n");
}

function uploadTable(uploads: readonly UploadLine[]): string {
  const rows = uploads.map(({ name, bytes, plain, sealed, ratio, growth }) => {
    const grown = Object.entries(growth).map(([who, most]) => `${who} ${mega(most)}`).join(", ");
    return `| ${name} | ${bytes / 2 ** 20} MiB | ${plain.median.toFixed(2)} | ${sealed.median.toFixed(2)} | ${ratio.toFixed(3)} | ${grown} |`;
  });
  return ["| line | file | plain tus, s | sealed, s | ratio | most growth in MB |", "|---|---:|---:|---:|---:|---|", ...rows].join("\n");
}

/** Horizontal bars, readable in light and dark. */
function chart({ cases }: SealingReport): string {
  const most = Math.max(...cases.map(({ medianMBs }) => medianMBs));
  const bars = cases.map(({ name, medianMBs }, row) => {
    const y = row * BAR.height;
    const width = Math.round((medianMBs / most) * BAR.widest);
    const colour = name.startsWith("sealpost") ? "#0f766e" : "#7c8a87";
    return (
      `<text x="${BAR.left - 8}" y="${y + 17}" text-anchor="end">${name}</text>` +
      `<rect x="${BAR.left}" y="${y + 4}" width="${width}" height="${BAR.height - 8}" fill="${colour}"/>` +
      `<text x="${BAR.left + width + 6}" y="${y + 17}">${medianMBs.toFixed(0)}</text>`
    );
  });
  const [width, height] = [BAR.left + BAR.widest + 60, cases.length * BAR.height + 4];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" role="img">` +
    `<title>Megabytes encrypted a second, by way</title><rect width="100%" height="100%" fill="#fdfdfa"/>${bars.join("")}</svg>\n`
  );
}

export async function writeReport(sealing: SealingReport, uploads: readonly UploadLine[]): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${sealing.browser}`;
  await writeFile(`${DOCS}pictures/benchmarks.svg`, chart(sealing));
  await writeFile(
    `${DOCS}benchmarks.md`,
    `# Benchmarks

Written by \`npm run bench\`. One run on ${machine}. Other machines give other figures, and other ratios.

## Sealing

${sealing.bytes / 2 ** 20} MiB of random bytes in memory, ${sealing.rounds} rounds, each case in a fresh worker. MB are 10^6 bytes; processor time is that of the renderers.

![Megabytes encrypted a second, by way](pictures/benchmarks.svg)

${sealingTable(sealing)}

## Whole uploads

From a file on the disk to the checked receipt, in the same Chromium, against a plain upload by tus-js-client to a bare @tus/server. Browser, servers and the line share the machine. After each upload the size and the content of what was stored are checked.

${uploadTable(uploads)}

Without a throttle the sealed upload is bound by the processor: what is encrypted and hashed in the browser, sent through loopback and stored by the server competes for the same cores.
`,
  );
}
