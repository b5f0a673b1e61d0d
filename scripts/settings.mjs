/** The few settings that the scripts need before the server reads them all (lib/server/env.ts). */
import { accessSync, constants, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { PlainError } from "./plain-error.mjs";

export function readSettings() {
  const port = Number(process.env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new PlainError(`PORT must be a number from 1 to 65535; it is "${process.env.PORT}".`);
  }
  const host = process.env.HOST ?? "127.0.0.1";
  const dataFolder = resolve(process.env.SEALPOST_DATA ?? "./data");
  const publicUrl = (process.env.SEALPOST_URL ?? `http://localhost:${port}`).replace(/\/+$/, "");
  return { port, host, dataFolder, publicUrl };
}

/** Says at once what would only fail after minutes of installing and building. */
export async function assertReady() {
  const { port, host, dataFolder } = readSettings();
  assertWritable(dataFolder);
  await assertPortFree(port, host);
}

function assertWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new PlainError(
      `The data folder ${folder} cannot be written to. ` +
        "Give this user the right to write there, or set SEALPOST_DATA to another folder.",
    );
  }
}

function assertPortFree(port, host) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error) => fail(new PlainError(portSentence(error.code, port, host))));
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

function portSentence(code, port, host) {
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken by another program. Stop that program, or choose another port: PORT=${port === 65535 ? 3000 : port + 1} npm start`;
  }
  if (code === "EACCES") return `This user may not listen on port ${port}. Choose a port above 1023, for example PORT=3000.`;
  return `Sealpost cannot listen on ${host}, port ${port} (${code}). HOST must be an address of this machine.`;
}
