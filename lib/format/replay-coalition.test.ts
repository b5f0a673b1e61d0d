import { describe, expect, test } from "vitest";
import { toHex } from "../shared/bytes";
import type { DossierId, Hash, Pseudonym } from "../shared/ids";
import { oldestAcceptedGroupEpoch, roleAt } from "./log-state";
import type { BodyOf, LogBody } from "./log-bodies";
import { add, allEpochs, append, beginCoalition, boxed, coordEpoch, filled, groupEpoch, head, kem, makePerson, mustReplay, reviewEpoch, sign, verdict, type Person } from "./log.fixture";
import { applyBatch } from "./replay";

const carla = makePerson(1);
const dora = makePerson(2);
const rosa = makePerson(3);
const lead = makePerson(4);
const other = makePerson(5);
const pseudonym = filled(16, 7) as Pseudonym;
const coalition = beginCoalition(carla);

const addReviewer = (person: Person): LogBody => ({ t: "reviewer.add", ...person.card, role: "reviewer", seen: [] });
const addCoordinator = (person: Person): LogBody => ({ t: "coord.add", ...person.card, role: "coordinator", seen: [] });
const register: BodyOf<"org.register"> = { t: "org.register", pseudonym, lead: lead.card, e: 0, pk: kem(1), h: 0, b: boxed(512), seen: [] };
const orgKey = (e: number): LogBody => ({ t: "org.key", pseudonym, e, pk: kem(e), seen: [] });

const reviewed = append(coalition, carla, addReviewer(rosa), reviewEpoch(1, [carla, rosa]));
const registered = append(reviewed, carla, register, groupEpoch(1, [carla], [pseudonym]));

test("coordinators, reviewers and organisations stand as the entries say", () => {
  const state = mustReplay(registered);
  expect([...state.members.values()].map((member) => member.role)).toEqual(["coordinator", "reviewer"]);
  const org = state.orgs.get(toHex(pseudonym));
  expect([org?.e, org?.pk, org?.leadUserId]).toEqual([0, kem(1), lead.userId]);
  expect(roleAt(state, rosa.userId, 3)).toBeNull();
  expect(roleAt(state, rosa.userId, 4)).toBe("reviewer");
});

describe("rights", () => {
  test.each([
    ["add a reviewer", addReviewer(other)],
    ["register an organisation", { ...register, pseudonym: filled(16, 8) as Pseudonym }],
    ["cut an epoch", reviewEpoch(2, [carla, rosa])],
    ["open an identity", { t: "identity.open", dossier_id: filled(16, 1) as DossierId, q: 0, e: 0, b: boxed(512), seen: [] }],
    ["export", { t: "export", e: 0, b: boxed(512), seen: [] }],
    ["rewrap", { t: "rewrap", e: 1, b: boxed(512), seen: [] }],
  ] as [string, LogBody][])("a reviewer may not %s", (_, body) => {
    expect(verdict(append(registered, rosa, body))).toBe("E_ROLE");
    expect(verdict(append(registered, lead, body))).toBe("E_NOT_MEMBER");
  });
  test("an organisation's key is changed by its registered lead alone, and only forwards", () => {
    const rotated = append(registered, lead, orgKey(1), orgKey(3));
    expect(mustReplay(rotated).orgs.get(toHex(pseudonym))?.keys.map((key) => key.e)).toEqual([0, 1, 3]);
    expect(verdict(append(rotated, lead, orgKey(3)))).toBe("E_EPOCH");
    expect(verdict(append(registered, carla, orgKey(1)))).toBe("E_ROLE");
    expect(verdict(append(registered, other, orgKey(1)))).toBe("E_NOT_MEMBER");
    const removed = append(registered, carla, { t: "org.remove", pseudonym, seen: [] });
    expect(verdict(append(removed, lead, orgKey(1)))).toBe("E_NOT_MEMBER");
  });
  test("a type of the organisations' log is refused here", () => {
    expect(verdict(append(registered, carla, add(other)))).toBe("E_FORMAT");
    expect(verdict(append(registered, carla, head(0)))).toBe("E_FORMAT");
  });
  test("the last coordinator stays; coordinators leave by coord.remove only", () => {
    expect(verdict(append(registered, carla, { t: "coord.remove", u: carla.userId, seen: [] }))).toBe("E_ROLE");
    expect(verdict(append(registered, carla, { t: "reviewer.remove", u: carla.userId, seen: [] }))).toBe("E_MEMBER");
    expect(verdict(append(registered, carla, { t: "coord.remove", u: rosa.userId, seen: [] }))).toBe("E_MEMBER");
  });
});

describe("grants", () => {
  test("the review secret goes to reviewers and coordinators, exactly", () => {
    expect(verdict(append(reviewed, carla, reviewEpoch(2, [carla])))).toBe("E_GRANTS");
    expect(verdict(append(reviewed, carla, reviewEpoch(2, [carla, rosa, other])))).toBe("E_GRANTS");
  });
  test("the coordinators' secret goes to coordinators, exactly", () => {
    expect(verdict(append(reviewed, carla, coordEpoch(1, [carla, rosa])))).toBe("E_GRANTS");
    expect(verdict(append(reviewed, carla, coordEpoch(1, [carla])))).toBe("ok");
  });
  test("the group secret goes to coordinators and organisations, not to reviewers", () => {
    expect(verdict(append(registered, carla, groupEpoch(2, [carla])))).toBe("E_GRANTS");
    expect(verdict(append(registered, carla, groupEpoch(2, [carla, rosa], [pseudonym])))).toBe("E_GRANTS");
    expect(verdict(append(registered, carla, groupEpoch(2, [carla], [filled(16, 8)])))).toBe("E_GRANTS");
  });
});

describe("batches", () => {
  const state = mustReplay(registered);
  const batch = (...bodies: LogBody[]) => {
    const result = applyBatch(state, append(registered, carla, ...bodies).entries.slice(registered.entries.length));
    return result.ok ? "ok" : result.code;
  };
  test("someone new and the epochs that give her keys come together", () => {
    expect(batch(addReviewer(other))).toBe("E_BATCH");
    expect(batch(addReviewer(other), reviewEpoch(2, [carla, rosa, other]))).toBe("ok");
    expect(batch(addCoordinator(dora), reviewEpoch(2, [carla, rosa, dora]))).toBe("E_BATCH");
    expect(batch(addCoordinator(dora), reviewEpoch(2, [carla, rosa, dora]), groupEpoch(2, [carla, dora], [pseudonym]), coordEpoch(1, [carla, dora]))).toBe("ok");
    expect(batch({ ...register, pseudonym: filled(16, 8) as Pseudonym })).toBe("E_BATCH");
  });
  test("a pseudonym serves once", () => {
    expect(batch(register)).toBe("E_MEMBER");
    const removed = append(registered, carla, { t: "org.remove", pseudonym, seen: [] });
    expect(verdict(append(removed, carla, register))).toBe("E_MEMBER");
  });
});

describe("nothing is written under a key that someone removed still holds", () => {
  const two = append(registered, carla, addCoordinator(dora), reviewEpoch(2, [carla, rosa, dora]), groupEpoch(2, [carla, dora], [pseudonym]), coordEpoch(1, [carla, dora]));
  const identity: BodyOf<"identity.open"> = { t: "identity.open", dossier_id: filled(16, 1) as DossierId, q: 0, e: 1, b: boxed(512), seen: [] };
  const without = append(two, carla, { t: "coord.remove", u: dora.userId, seen: [] });

  test("a coordinator's removal makes all three epochs stale", () => {
    expect(verdict(append(two, carla, identity))).toBe("ok");
    expect(verdict(append(without, carla, identity))).toBe("E_STALE_EPOCH");
    expect(verdict(append(without, carla, { t: "rewrap", e: 2, b: boxed(512), seen: [] }))).toBe("E_STALE_EPOCH");
    const fresh = append(without, carla, reviewEpoch(3, [carla, rosa]), groupEpoch(3, [carla], [pseudonym]), coordEpoch(2, [carla]));
    expect(verdict(append(fresh, carla, identity))).toBe("E_STALE_EPOCH");
    expect(verdict(append(fresh, carla, { ...identity, e: 2 }))).toBe("ok");
  });
  test("member tags of groups that knew the removed no longer count", () => {
    expect(oldestAcceptedGroupEpoch(mustReplay(two))).toBe(0);
    expect(oldestAcceptedGroupEpoch(mustReplay(without))).toBe(Infinity);
    expect(oldestAcceptedGroupEpoch(mustReplay(append(without, carla, groupEpoch(3, [carla], [pseudonym]))))).toBe(3);
    const rotated = append(two, lead, orgKey(1));
    expect(oldestAcceptedGroupEpoch(mustReplay(rotated))).toBe(0);
    expect(oldestAcceptedGroupEpoch(mustReplay(append(rotated, carla, groupEpoch(3, [carla, dora], [pseudonym]))))).toBe(3);
  });
});

test("openings, exports and rewraps are kept as boxed entries", () => {
  const state = mustReplay(
    append(
      registered,
      carla,
      { t: "identity.open", dossier_id: filled(16, 1) as DossierId, q: 2, e: 0, b: boxed(1024), seen: [] },
      { t: "export", e: 0, b: boxed(512), seen: [] },
      { t: "rewrap", e: 1, b: boxed(2048), seen: [] },
    ),
  );
  expect(state.identityOpens).toEqual([{ seq: 8, by: carla.userId, dossierId: filled(16, 1), q: 2, e: 0, b: boxed(1024) }]);
  expect([state.exports.length, state.rewraps.length]).toEqual([1, 1]);
  expect(verdict(append(registered, carla, { t: "export", e: 0, b: boxed(700), seen: [] }))).toBe("E_FORMAT");
});

test("a release carries the release key's signature", () => {
  const manifest = filled(32, 1) as Hash;
  const release: BodyOf<"release"> = { t: "release", version: "1.0.0", manifest, key: other.ik, release_sig: sign(other.seed, "release", "1.0.0", manifest), seen: [] };
  expect(mustReplay(append(coalition, carla, release)).releases).toHaveLength(1);
  expect(verdict(append(coalition, carla, { ...release, version: "1.0.1" }))).toBe("E_SIG");
});

test("a coalition begins with its three epochs", () => {
  const three = allEpochs(0, [carla], [carla]).map((body) => body.t);
  expect(three).toEqual(["epoch.review", "epoch.sg", "epoch.coord"]);
  expect(mustReplay(coalition).owed.size).toBe(0);
  expect(new Set(mustReplay(coalition).members.keys())).toEqual(new Set([toHex(carla.userId)]));
});
