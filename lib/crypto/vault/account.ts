/** Accounts: making one, proving the secret, opening slot and keyring (protocol 3.4, 3.16, 3.17). */
import { fromUtf8, toHex, type Bytes } from "../../shared/bytes";
import type { LogId } from "../../shared/ids";
import { encodeCard, verifyCard } from "../../format/card";
import { KDF_MEMORY_BYTES, loginParts } from "../../format/slot";
import { pinName, safetyHash } from "../../format/identifiers";
import { formatRecoveryCode, parseRecoveryCode, RECOVERY_CODE_BYTES } from "../../format/recovery-code";
import type { AccountRecord, SlotRecord } from "../../format/records";
import type { ArgonPort, KeyringSave, LoginRequest, NewAccount, OwnAccount, VaultApi } from "../api";
import { stretchHere, type Stretch, type StretchJob } from "../argon";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { demandOwnCard, identityKeys, openKeyring, openPins, sealKeyring, sealPins, type Keyring } from "../keyring";
import { makePassphrase, makeHandle, passphraseBytes, safetyWords } from "../passphrase";
import { connect } from "../rpc";
import { sign } from "../sign";
import { makeSlot, newKdf, openSlot, passphraseSecret, recoverySecret, wipeSecret, type LoginName, type SlotSecret } from "../slots";
import { memzero, randomBytes } from "../sodium";
import { raisePin } from "./pins";
import { accountOf, emptyVaultState, idOf, type Account, type VaultState } from "./state";
import { verb } from "./verb";

type AccountVerbs = Pick<
  VaultApi,
  | "generatePassphrase" | "generateHandle" | "createAccount" | "signLogin" | "openAccount" | "saveKeyring" | "keyringSaved"
  | "mergeKeyring" | "exportPins" | "pinKey" | "importPins" | "fingerprint"
>;

export function accountVerbs(state: VaultState): AccountVerbs {
  return {
    generatePassphrase: verb(() => makePassphrase()),
    generateHandle: verb(() => makeHandle()),
    createAccount: verb((input) => createAccount(state, input)),
    signLogin: verb((input) => signLogin(state, input)),
    openAccount: verb((input) => openAccount(state, input)),
    saveKeyring: verb(() => saveKeyring(accountOf(state), state)),
    keyringSaved: verb(({ seq }) => noteSaved(accountOf(state), seq)),
    mergeKeyring: verb((stored) => mergeKeyring(state, stored)),
    exportPins: verb(() => ({ pinKey: pinKeyOf(state), pins: exportPins(state) })),
    pinKey: verb(() => pinKeyOf(state)),
    importPins: verb((pins) => importPins(state, pins)),
    fingerprint: verb((userId) => fingerprintOf(state, userId)),
  };
}

/** Argon2id over a port to a throw-away worker, or in process. */
function stretchOver(port: ArgonPort): Stretch {
  if (port === null) return stretchHere;
  const connection = connect(port);
  return async (job: StretchJob) => (await connection.call("stretch", [job])) as Bytes;
}

async function createAccount(state: VaultState, input: NewAccount): Promise<{ userId: string; recoveryCode: string }> {
  const { rpId, handle, memoryMiB, argon } = input;
  const memory = KDF_MEMORY_BYTES.find((allowed) => allowed === memoryMiB * 1024 * 1024) ?? refuse("E_KDF_PARAMS");
  const name = { rpId, handle };
  const seeds = { ik: randomBytes(32), ek: [randomBytes(32)] };
  const keys = identityKeys(seeds);
  const secret = await passphraseSecret(name, takePassphrase(input.passphrase), newKdf(memory), stretchOver(argon));
  const code = randomBytes(RECOVERY_CODE_BYTES);
  const recoveryCode = formatRecoveryCode(code);
  const umk = randomBytes(32);
  const slots = [secret, recoverySecret(name, code)].map((root) => makeSlotAndWipe(root, keys.userId, umk));
  state.account = { ...newAccount(name, umk, seeds), slots, keyringSeq: 0, isDirty: true };
  return { userId: toHex(keys.userId), recoveryCode };
}

function newAccount(name: LoginName, umk: Bytes, seeds: Account["seeds"]): Omit<Account, "slots" | "keyringSeq" | "isDirty"> {
  const keys = identityKeys(seeds);
  const ek = keys.eks[0] ?? refuse("E_FORMAT");
  const bytes = encodeCard({ handle: name.handle, ik: keys.ik.publicKey, ek: ek.publicKey, n: 0 });
  const card = unwrapResult(verifyCard({ card: bytes, sig: sign(keys.ik, "card", bytes) }));
  return { name, userId: keys.userId, umk, seeds, keys, card, invitations: [], ownLogs: new Set() };
}

function makeSlotAndWipe(secret: SlotSecret, userId: Account["userId"], umk: Bytes): SlotRecord {
  const slot = makeSlot(secret, userId, umk);
  wipeSecret(secret);
  return slot;
}

/** NFKC of what was typed; the caller's bytes are wiped. */
function takePassphrase(typed: Uint8Array): Bytes {
  const bytes = passphraseBytes(fromUtf8(typed));
  memzero(typed);
  demand(bytes.length > 0, "E_PASSPHRASE");
  return bytes;
}

async function signLogin(state: VaultState, input: LoginRequest): Promise<{ sig: Uint8Array }> {
  const { rpId, handle, kind, kdf, nonce, exp } = input;
  const name = { rpId, handle };
  demand(nonce.length === 32, "E_FORMAT");
  const secret =
    kind === "pw"
      ? await passphraseSecret(name, takePassphrase(input.secret), new Uint8Array(kdf), stretchOver(input.argon))
      : recoverySecret(name, unwrapResult(parseRecoveryCode(fromUtf8(input.secret))));
  state.pending = { name, secret };
  return { sig: sign(secret.login, "login", ...loginParts({ rpId, login: handle, nonce, exp })) };
}

function openAccount(state: VaultState, input: OwnAccount): { userId: string; handle: string; logIds: string[] } {
  const { name, secret } = state.pending ?? refuse("E_STATE");
  const claimedId = idOf<Account["userId"]>(input.userId);
  const slot = input.slots.find((candidate) => candidate.t === secret.t) ?? refuse("E_UNLOCK");
  const umk = openSlot(secret, claimedId, slot);
  const keyring = openKeyring(umk, claimedId, input.keyringSeq, input.keyring);
  const keys = identityKeys(keyring);
  demand(keyring.handle === name.handle, "E_ID");
  const card = demandOwnCard(keyring, keys, { ...input, userId: claimedId, card: new Uint8Array(input.card), sig: new Uint8Array(input.cardSig) });
  wipeSecret(secret);
  Object.assign(state, emptyVaultState()); // nothing of whoever was here before
  const now = Math.floor(Date.now() / 1000);
  state.account = {
    name, userId: keys.userId, umk, seeds: { ik: keyring.ik, ek: keyring.ek }, keys, card, slots: [],
    keyringSeq: input.keyringSeq, isDirty: false,
    invitations: keyring.invitations.filter((invitation) => invitation.expires > now),
    ownLogs: new Set(keyring.logs.map((log) => toHex(log.log_id))),
  };
  for (const log of keyring.logs) raisePin(state, toHex(log.log_id), log);
  return { userId: input.userId, handle: card.handle, logIds: [...state.account.ownLogs] };
}

/** The account as a set-up or join request brings it; its keyring pins what the link pinned. */
export function accountRecord(state: VaultState): AccountRecord {
  const account = accountOf(state);
  demand(account.slots.length === 2, "E_STATE");
  return {
    handle: account.name.handle, card: account.card.bytes, cardSig: account.card.sig, slots: [...account.slots],
    keyringSeq: account.keyringSeq, keyring: sealKeyring(account.umk, account.userId, account.keyringSeq, keyringOf(account, state)),
  };
}

function keyringOf(account: Account, state: VaultState): Keyring {
  const logs = [...account.ownLogs].flatMap((key) => {
    const pin = state.pins.get(key);
    return pin === undefined ? [] : [{ log_id: idOf<LogId>(key), seq: pin.seq, hash: pin.hash }];
  });
  return { handle: account.name.handle, ik: account.seeds.ik, ek: account.seeds.ek, logs, invitations: account.invitations };
}

function saveKeyring(account: Account, state: VaultState): KeyringSave | null {
  if (!account.isDirty) return null;
  const seq = account.keyringSeq + 1;
  return { seq, keyring: sealKeyring(account.umk, account.userId, seq, keyringOf(account, state)) };
}

function noteSaved(account: Account, seq: number): void {
  demand(seq === account.keyringSeq + 1, "E_SEQ");
  account.keyringSeq = seq;
  account.isDirty = false;
}

/** Another device was faster: takes over what it added. The next save follows its number. */
function mergeKeyring(state: VaultState, stored: KeyringSave): void {
  const account = accountOf(state);
  demand(stored.seq >= account.keyringSeq, "E_ROLLBACK");
  const other = openKeyring(account.umk, account.userId, stored.seq, stored.keyring);
  demand(toHex(identityKeys(other).userId) === toHex(account.userId), "E_ID");
  const known = new Set(account.invitations.map((invitation) => toHex(invitation.secret)));
  account.invitations.push(...other.invitations.filter((invitation) => !known.has(toHex(invitation.secret))));
  for (const log of other.logs) {
    account.ownLogs.add(toHex(log.log_id));
    raisePin(state, toHex(log.log_id), log);
  }
  account.keyringSeq = stored.seq;
  account.isDirty = true;
}

function pinKeyOf(state: VaultState): string {
  return toHex(pinName(accountOf(state).userId));
}

function exportPins(state: VaultState): Bytes {
  const account = accountOf(state);
  const logs = [...state.pins].map(([key, pin]) => ({ log_id: idOf<LogId>(key), seq: pin.seq, hash: pin.hash }));
  const moves = [...state.movePins.values()].map(({ dossierId, track, n, hash }) => ({ dossier_id: dossierId, track, n, hash }));
  const custody = [...state.custodyPins.values()].map(({ dossierId, n, hash }) => ({ dossier_id: dossierId, n, hash }));
  return sealPins(account.umk, account.userId, { keyring_seq: account.keyringSeq, logs, moves, custody });
}

/** E_ROLLBACK if the server served an older keyring than this device has seen; E_FORK if a log differs. */
function importPins(state: VaultState, boxed: Uint8Array): void {
  const account = accountOf(state);
  const pins = openPins(account.umk, account.userId, boxed);
  demand(account.keyringSeq >= pins.keyring_seq, "E_ROLLBACK");
  for (const log of pins.logs) raisePin(state, toHex(log.log_id), log);
  for (const { dossier_id: dossierId, track, n, hash } of pins.moves) {
    state.movePins.set(`${toHex(dossierId)}/${toHex(track)}`, { dossierId, track, n, hash });
  }
  for (const { dossier_id: dossierId, n, hash } of pins.custody) state.custodyPins.set(toHex(dossierId), { dossierId, n, hash });
}

/** The safety number of this user and another: both compute the same words. */
function fingerprintOf(state: VaultState, userId: string): string {
  const account = accountOf(state);
  for (const log of state.logs.values()) {
    const card = log.cards.get(userId);
    if (card !== undefined) return safetyWords(safetyHash(account.keys.ik.publicKey, card.ik));
  }
  return refuse("E_UNKNOWN");
}
