import { describe, expect, it } from "vitest";
import { ACTIONS, actorOf, can, ROLES } from "./policy";

describe("policy", () => {
  it("keeps the writing of dossiers to the organisation's side and judging to the coalition's", () => {
    for (const role of ROLES) {
      const writes = actorOf(role) === "organisation";
      expect(can(role, "write-draft")).toBe(writes);
      expect(can(role, "withdraw-dossier")).toBe(writes);
      expect(can(role, "move-dossier")).toBe(!writes);
      expect(can(role, "record-custody")).toBe(!writes);
      expect(can(role, "read-admitted-dossiers")).toBe(!writes);
    }
  });

  it("gives a reviewer nothing but admitted dossiers, moves, custody entries and the coalition's log", () => {
    const allowed = ACTIONS.filter((action) => can("reviewer", action));
    expect(allowed).toEqual(["read-admitted-dossiers", "move-dossier", "record-custody", "read-coalition-log"]);
  });

  it("lets only coordinators admit, open an identity and build a package", () => {
    for (const action of ["admit-dossier", "open-identity", "build-package", "read-unadmitted-dossiers"] as const) {
      expect(ROLES.filter((role) => can(role, action))).toEqual(["coordinator"]);
    }
  });

  it("lets only leads invite researchers", () => {
    expect(ROLES.filter((role) => can(role, "invite-researcher"))).toEqual(["lead"]);
  });
});
