import type { Actor } from "@/lib/domain/lifecycle";
import type { DossierView, Role } from "@/lib/crypto/api";

/** As whom this reader moves this dossier: its own organisation, or by the role in the coalition. */
export function actorOf(view: DossierView, role: Role | null): Actor | null {
  if (view.mine) return "organisation";
  return role === "coordinator" || role === "reviewer" ? role : null;
}
