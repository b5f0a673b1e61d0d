/** Submitting: a first version, or a new one that answers feedback. */
import type { DraftPlain, SubmissionIntent } from "@/lib/crypto/api";
import { maySubmit } from "@/lib/domain/completeness";
import { dossierSchema } from "@/lib/domain/dossier";
import { err, type Result } from "@/lib/shared/result";
import type { ApiCode } from "./api";
import { today, type Client } from "./client";
import { keepExactly } from "./keep-blobs";
import { appendToLog, syncLogs } from "./sync-logs";

export type SubmitCode = ApiCode | "incomplete" | "unfinished-upload" | "identity-too-long";

/** CBOR bytes that the identity compartment has room for (protocol 3.12, 3.17). */
export const IDENTITY_LIMIT_BYTES = 4092;

/**
 * Seals and submits what the draft holds. Order: keep, version with its move, head (protocol 3.17).
 * `answer` is the reply to feedback, required for every version after the first.
 */
export async function submitDossier(
  client: Client,
  dossierId: string,
  plain: DraftPlain,
  answer: string | null,
): Promise<Result<null, SubmitCode>> {
  const parsed = dossierSchema.safeParse({
    content: plain.content,
    identity: plain.identity,
    sources: plain.sources,
    notes: plain.notes,
  });
  if (!parsed.success || !maySubmit(parsed.data)) return err("incomplete");
  if (plain.files.some((file) => file.blob === null || file.cth === null)) return err("unfinished-upload");
  if ((await client.vault.measureIdentity({ identity: plain.identity })) > IDENTITY_LIMIT_BYTES) return err("identity-too-long");
  const synced = await syncLogs(client);
  if (!synced.ok) return synced;
  const keep = await keepExactly(client, dossierId, plain.files);
  if (!keep.ok) return keep;
  const { caseHeader } = parsed.data.content;
  return sendVersion(client, {
    dossierId,
    plain,
    identityToCoordinators: caseHeader.identityMode === "known-to-coordinators",
    sourcesToCoordinators: caseHeader.sourcesShared,
    day: today(),
    ...(answer === null ? {} : { shared: { text: answer } }),
    keepN: keep.value,
  });
}

/** A member added meanwhile makes new epochs: the server answers stale-keys, and the wraps are made anew. */
async function sendVersion(client: Client, intent: SubmissionIntent): Promise<Result<null, SubmitCode>> {
  const attempts = 3;
  for (let attempt = 1; ; attempt++) {
    const submission = await client.vault.sealSubmission(intent);
    const sent = await client.api.send("POST", `/api/dossiers/${intent.dossierId}/versions`, submission);
    if (sent.ok) break;
    if (sent.code !== "stale-keys" || attempt === attempts) return err(sent.code);
    const synced = await syncLogs(client);
    if (!synced.ok) return synced;
  }
  const headed = await appendToLog(client, () => client.vault.sealHead({ dossierId: intent.dossierId }));
  return headed.ok ? { ok: true, value: null } : headed;
}
