import "server-only";
import type { z } from "zod";
import { equalBytes } from "@/lib/shared/bytes";
import { checkDraft } from "@/lib/format/draft";
import type { draft, draftAnswer } from "@/lib/wire/dossiers";
import { nowSeconds } from "../clock";
import { db } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { spendQuota } from "../limits/quota";
import { may, type SessionUser } from "../session";
import { holdsReadCap } from "./capabilities";
import { bytesOfColumn, dossierIdFrom } from "./dossier-ids";
import { transact } from "../transact";

type Draft = z.output<typeof draft>;
type DraftRow = { dossierId: string; rev: number; baseRev: number; h: Uint8Array; b: Uint8Array; sig: Uint8Array };

/** The draft, to whoever holds the read capability. After a submission `b` is empty and `rev` goes on. */
export async function readDraft(session: SessionUser, dossierId: string, request: Request): Promise<Outcome<z.output<typeof draftAnswer>>> {
  if (!may(session, "write-draft")) return refuse("forbidden");
  const dossier = await db().dossier.findUnique({ where: { dossierId }, include: { draft: true } });
  if (dossier === null || !holdsReadCap(request, dossier)) return refuse("not-found");
  return { ok: true, value: { draft: dossier.draft === null ? null : draftOfRow(dossier.draft) } };
}

/** Compare-and-swap on `rev`: the loser gets the winner's draft. Sending the same again is no conflict. */
export async function saveDraft(session: SessionUser, dossierId: string, sent: Draft): Promise<Outcome<null>> {
  if (!may(session, "write-draft")) return refuse("forbidden");
  if (sent.dossierId !== dossierId) return refuse("malformed");
  if (!spendQuota(session.userId, "bytes", sent.b.length, nowSeconds())) return refuse("quota");
  return transact(async (tx) => {
    const dossier = await tx.dossier.findUnique({ where: { dossierId }, include: { draft: true } });
    if (dossier === null) return refuse("not-found");
    const checked = checkDraft({ ...sent, dossierId: dossierIdFrom(dossierId), pk: dossier.pk });
    if (!checked.ok) return refuse(checked.code === "E_SIG" ? "bad-signature" : "malformed");
    const { draft: stored } = dossier;
    if (stored !== null && equalBytes(stored.sig, sent.sig)) return { ok: true, value: null };
    const rev = stored?.rev ?? 0;
    if (sent.baseRev !== rev || sent.rev !== rev + 1) {
      return stored === null ? refuse("malformed") : refuse("conflict", { draft: draftOfRow(stored) });
    }
    const { baseRev, h, b, sig } = sent;
    const data = { rev: sent.rev, baseRev, h, b, sig };
    await tx.draft.upsert({ where: { dossierId }, create: { dossierId, ...data }, update: data });
    return { ok: true, value: null };
  });
}

function draftOfRow({ dossierId, rev, baseRev, h, b, sig }: DraftRow): Draft {
  return { dossierId, rev, baseRev, h: bytesOfColumn(h), b: bytesOfColumn(b), sig: bytesOfColumn(sig) };
}
