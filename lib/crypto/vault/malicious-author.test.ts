/** An author who signs well-formed bodies over keys or ciphertexts that are not what they say: readers of both kinds refuse. */
import { beforeAll, expect, test } from "vitest";
import { concatBytes, toHex, type Bytes } from "../../shared/bytes";
import { INTAKE_TRACK } from "../../shared/ids";
import { encodeCompartment } from "../../format/compartments";
import { COMPARTMENTS } from "../../format/compartment-names";
import { compartmentAd, encodeVersionBody } from "../../format/dossier-version";
import { ciphertextHash, dossierIdOf, memberTag, versionHash, wrapsHash } from "../../format/identifiers";
import { kid } from "../../format/labels";
import { NO_HASH } from "../../format/log";
import { encodeMove } from "../../format/move";
import { padCompartment } from "../../format/padding";
import { encodeReaderWraps, readerWrapAd } from "../../format/wraps";
import type { DossierRecord } from "../../format/records";
import type { VaultError } from "../api";
import { box } from "../box";
import { seal } from "../seal";
import { sign } from "../sign";
import { randomBytes, signingKeyPair } from "../sodium";
import { DAY, makePerson, Story, type Person } from "../testing/story";
import { newestSecret } from "./log-secrets";
import { coalitionOf } from "./state";
import { coalitionSeen } from "./tracks";

const story = new Story();
let coordinator: Person;

beforeAll(async () => {
  coordinator = await makePerson("heron-river-100");
  await story.found(coordinator);
}, 60_000);

interface Deceit {
  /** the key in the wrap, where it is not the one that the body names */
  readonly wrappedKey?: Bytes;
  readonly padded?: Bytes;
  /** what is wrapped for whom */
  readonly epoch?: "review" | "coord";
  readonly schema?: Record<string, unknown>;
}

/** A submission by someone who holds SG, honest but for the deceit. */
function submissionOf(deceit: Deceit): DossierRecord {
  const coalition = coalitionOf(coordinator.state);
  const dsk = signingKeyPair(randomBytes(32));
  const dossierId = dossierIdOf(dsk.publicKey);
  const key = randomBytes(32);
  const content = encodeCompartment({ schema: 1, content: { title: "A" }, files: [], ...deceit.schema });
  const cc = box(key, compartmentAd(dossierId, 0, "c"), deceit.padded ?? padCompartment(content));
  const { kid: r, pk } = coalition.state.epochs[deceit.epoch ?? "review"][0] ?? { kid: NO_HASH, pk: null };
  const wr = encodeReaderWraps([{ r, n: "c", s: seal(pk ?? new Uint8Array(1216), readerWrapAd(dossierId, 0, "c", r), deceit.wrappedKey ?? key) }]);
  const each = <T>(value: T) => Object.fromEntries(COMPARTMENTS.map((name) => [name, value])) as Record<(typeof COMPARTMENTS)[number], T>;
  const body = encodeVersionBody({
    pk: dsk.publicKey, q: 0, prev: NO_HASH, kids: { ...each(NO_HASH), c: kid("c", key) }, ct: { ...each(NO_HASH), c: ciphertextHash(cc) },
    wo: NO_HASH, wr: wrapsHash(wr),
  });
  const hash = versionHash(body);
  const group = newestSecret(coordinator.state, coalition, "sg");
  const move = encodeMove({
    dossier_id: dossierId, track: INTAKE_TRACK, n: 0, prev: NO_HASH, from: null, to: "submitted", day: DAY,
    at_version: { q: 0, hash }, seen: coalitionSeen(coalition),
  });
  const version = { q: 0, body, sig: sign(dsk, "dossier", body), cc, wr, g: group.epoch.e, tag: memberTag(group.secret, dossierId, hash, group.epoch.e) };
  return { dossierId: toHex(dossierId), versions: [version], moves: [{ move, sig: sign(dsk, "move", move) }] };
}

async function codeOf(record: DossierRecord): Promise<string> {
  return coordinator.vault.openDossier(record).then((view) => `opened ${JSON.stringify(view.versions[0]?.content)}`, (cause: unknown) => (cause as VaultError).code);
}

test("an honest version opens", async () => {
  expect(await codeOf(submissionOf({}))).toBe('opened {"title":"A"}');
});

test("a wrap that holds another key than the one signed for is refused, so two readers cannot be shown two contents", async () => {
  expect(await codeOf(submissionOf({ wrappedKey: randomBytes(32) }))).toBe("E_KID");
});

test("bytes hidden behind the content are refused", async () => {
  const content = padCompartment(encodeCompartment({ schema: 1, content: {}, files: [] }));
  expect(await codeOf(submissionOf({ padded: concatBytes(content.subarray(0, -1), Uint8Array.of(1)) }))).toBe("E_PAD");
});

test("a field that the compartment does not have is refused", async () => {
  expect(await codeOf(submissionOf({ schema: { org_log_id: "00" } }))).toBe("E_FORMAT");
});

test("a version that gives its content to nobody here is refused, not shown empty", async () => {
  const record = submissionOf({});
  const lost = await makePerson("otter-stone-200");
  await story.bringIn(coordinator, lost, { logId: story.coalitionId, role: "reviewer" });
  expect(await codeOf(submissionOf({ epoch: "coord" }))).toBe('opened {"title":"A"}');
  await expect(lost.vault.openDossier(record)).rejects.toMatchObject({ code: "E_NOT_ADMITTED" });
});
