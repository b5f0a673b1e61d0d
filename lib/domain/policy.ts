/**
 * Who may do what by role. What concerns one dossier beyond the role (capability, admission, identity mode, recusal) is
 * judged where the dossier is at hand; moves are judged by lifecycle.ts.
 */
import { assertNever } from "../shared/assert-never";
import type { Actor } from "./lifecycle";

export const ROLES = ["coordinator", "reviewer", "lead", "researcher"] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = [
  "write-draft",
  "submit-dossier",
  "withdraw-dossier",
  "upload-evidence",
  "read-own-dossiers",
  "read-admitted-dossiers",
  "read-unadmitted-dossiers",
  "admit-dossier",
  "move-dossier",
  "record-custody",
  "open-identity",
  "build-package",
  "invite-coordinator",
  "invite-reviewer",
  "invite-organisation",
  "invite-researcher",
  "revoke-own-invitation",
  "read-coalition-log",
  "read-organisation-log",
] as const;
export type Action = (typeof ACTIONS)[number];

const ORGANISATION: readonly Role[] = ["lead", "researcher"];
const COALITION: readonly Role[] = ["coordinator", "reviewer"];
const COORDINATOR: readonly Role[] = ["coordinator"];

const WHO_MAY: Readonly<Record<Action, readonly Role[]>> = {
  "write-draft": ORGANISATION,
  "submit-dossier": ORGANISATION,
  "withdraw-dossier": ORGANISATION,
  "upload-evidence": ORGANISATION,
  "read-own-dossiers": ORGANISATION,
  "read-admitted-dossiers": COALITION,
  "read-unadmitted-dossiers": COORDINATOR,
  "admit-dossier": COORDINATOR,
  "move-dossier": COALITION,
  "record-custody": COALITION,
  "open-identity": COORDINATOR,
  "build-package": COORDINATOR,
  "invite-coordinator": COORDINATOR,
  "invite-reviewer": COORDINATOR,
  "invite-organisation": COORDINATOR,
  "invite-researcher": ["lead"],
  "revoke-own-invitation": ["coordinator", "lead"],
  "read-coalition-log": ROLES,
  "read-organisation-log": ORGANISATION,
};

/** Whether this role may do this at all. */
export function can(role: Role, action: Action): boolean {
  return WHO_MAY[action].includes(role);
}

/** The side on which a role stands in the table of moves. */
export function actorOf(role: Role): Actor {
  switch (role) {
    case "coordinator":
    case "reviewer":
      return role;
    case "lead":
    case "researcher":
      return "organisation";
    default:
      return assertNever(role);
  }
}
