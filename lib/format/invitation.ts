/** Links that carry a secret in the fragment, which browsers never send. */
import { fromBase64Url, toBase64Url, type Bytes } from "../shared/bytes";
import { HASH_BYTES, ID_BYTES, type Hash, type LogId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { KEY_BYTES } from "./fields";

/** kind: a person or an organisation. seq, hash: an entry that the log `logId` must contain. */
export type Invitation = {
  readonly kind: "p" | "o";
  readonly secret: Bytes;
  readonly logId: LogId;
  readonly seq: number;
  readonly hash: Hash;
};

/** `/join#v1.<kind>.<secret>.<log_id>.<seq>.<hash>`: bytes in base64url, seq in decimal. */
export function formatInvitation(i: Invitation): string {
  return `/join#v1.${i.kind}.${toBase64Url(i.secret)}.${toBase64Url(i.logId)}.${i.seq}.${toBase64Url(i.hash)}`;
}

/** Reads a fragment, with or without "#". E_LINK for anything but the exact form. */
export function parseInvitation(fragment: string): Result<Invitation, "E_LINK"> {
  const [version, kind, secret, logId, seq, hash, ...rest] = stripHash(fragment).split(".");
  if (version !== "v1" || (kind !== "p" && kind !== "o") || rest.length > 0) return err("E_LINK");
  const parts = { secret: fixedBytes(secret, KEY_BYTES), logId: fixedBytes(logId, ID_BYTES), hash: fixedBytes(hash, HASH_BYTES) };
  if (!parts.secret || !parts.logId || !parts.hash || !seq || !/^(0|[1-9][0-9]{0,14})$/.test(seq)) return err("E_LINK");
  return ok({ kind, secret: parts.secret, logId: parts.logId as LogId, seq: Number(seq), hash: parts.hash as Hash });
}

/** `/setup#v1.<secret>`. */
export function formatSetupLink(secret: Uint8Array): string {
  return `/setup#v1.${toBase64Url(secret)}`;
}

/** The secret of a set-up link's fragment; E_LINK for anything else. */
export function parseSetupLink(fragment: string): Result<Bytes, "E_LINK"> {
  const [version, secret, ...rest] = stripHash(fragment).split(".");
  const bytes = fixedBytes(secret, KEY_BYTES);
  return version === "v1" && rest.length === 0 && bytes ? ok(bytes) : err("E_LINK");
}

function stripHash(fragment: string): string {
  return fragment.startsWith("#") ? fragment.slice(1) : fragment;
}

function fixedBytes(text: string | undefined, length: number): Bytes | null {
  if (text === undefined) return null;
  try {
    const bytes = fromBase64Url(text);
    return bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
}
