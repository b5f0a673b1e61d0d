import "server-only";
import { randomBytes } from "node:crypto";
import type { Bytes } from "@/lib/shared/bytes";
import { type OpenDatabase, database } from "./db";

const KEY_BYTES = 32;
/** `session`: the key of session tokens; `fake`: answers for unknown handles; `device`: tokens of known devices. */
export type SecretName = "session" | "fake" | "device";

const known = new WeakMap<OpenDatabase, Map<SecretName, Promise<Bytes>>>();

/** A random value that the server makes at first use and keeps in the database. 32 bytes. */
export function serverSecret(name: SecretName): Promise<Bytes> {
  const open = database();
  const secrets = known.get(open) ?? new Map<SecretName, Promise<Bytes>>();
  known.set(open, secrets);
  const secret = secrets.get(name) ?? loadSecret(open, name);
  secrets.set(name, secret);
  secret.catch(() => secrets.delete(name));
  return secret;
}

async function loadSecret({ prisma }: OpenDatabase, name: SecretName): Promise<Bytes> {
  const value = new Uint8Array(randomBytes(KEY_BYTES));
  await prisma.serverSecret.createMany({ data: [{ name, value }], skipDuplicates: true });
  const row = await prisma.serverSecret.findUniqueOrThrow({ where: { name } });
  return new Uint8Array(row.value);
}
