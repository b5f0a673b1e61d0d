import { beforeAll, describe, expect, test } from "vitest";
import type { LogId, UserId } from "../shared/ids";
import { epochKeyPair, makeEpoch, openGrant, openPrevious } from "./epochs";
import { randomBytes, readySodium, sealingKeyPair } from "./sodium";

beforeAll(readySodium);

function context(e: number) {
  return { kind: "org", logId: logId, e, by: admin } as const;
}
const logId = new Uint8Array(16).fill(1) as LogId;
const admin = new Uint8Array(16).fill(2) as UserId;
const member = new Uint8Array(16).fill(3) as UserId;

function announced(e: number, previous: Uint8Array | null = null) {
  const keys = sealingKeyPair(randomBytes(32));
  const made = makeEpoch(context(e), [{ u: member, pk: keys.publicKey }], previous);
  return { keys, secret: made.secret, body: { ...made.fields, pk: epochKeyPair("org", made.secret).publicKey } };
}

describe("an epoch's secret", () => {
  test("reaches exactly those who are granted it, and leads back to the epoch before", () => {
    const before = announced(0);
    const { keys, secret, body } = announced(1, before.secret);
    expect(openGrant(context(1), body, member, [keys])).toEqual(secret);
    expect(openGrant(context(1), body, admin, [keys])).toBe(null);
    expect(openPrevious(context(1), secret, body.prev ?? new Uint8Array(), before.body)).toEqual(before.secret);
  });

  test("that is another than the one signed for is refused, whoever sealed it", () => {
    const { keys, body } = announced(0);
    const planted = makeEpoch(context(0), [{ u: member, pk: keys.publicKey }], null);
    expect(() => openGrant(context(0), { ...body, grants: planted.fields.grants }, member, [keys])).toThrow("E_KID");
    expect(() => openGrant(context(0), { ...body, pk: announced(0).body.pk }, member, [keys])).toThrow("E_KID");
  });

  test("of a submitter group, which has no key pair, is checked by its kid alone", () => {
    const keys = sealingKeyPair(randomBytes(32));
    const group = { ...context(0), kind: "sg" as const };
    const [made, planted] = [makeEpoch(group, [{ u: member, pk: keys.publicKey }], null), makeEpoch(group, [{ u: member, pk: keys.publicKey }], null)];
    expect(openGrant(group, { ...made.fields, pk: null }, member, [keys])).toEqual(made.secret);
    expect(() => openGrant(group, { ...made.fields, pk: null, grants: planted.fields.grants }, member, [keys])).toThrow("E_KID");
  });

  test("cannot be moved to another epoch, log, member or signer", () => {
    const { keys, body } = announced(0);
    for (const other of [{ e: 1 }, { logId: randomBytes(16) as LogId }, { by: member }, { kind: "review" as const }]) {
      expect(() => openGrant({ ...context(0), ...other }, body, member, [keys])).toThrow("E_COMMIT");
    }
    const renamed = body.grants.map((grant) => ({ ...grant, u: admin }));
    expect(() => openGrant(context(0), { ...body, grants: renamed }, admin, [keys])).toThrow("E_COMMIT");
  });
});
