/** Boxes that HEIF pictures and MP4 videos share: how their decoder is set up, and their colours. */
import { concatBytes } from "../shared/bytes";
import { writeBox } from "./boxes";
import { ByteView, latin1 } from "./byte-view";
import { finding, type Finding } from "./finding";
import { isNeutralProfile, neutraliseProfile, profileName } from "./metadata/colour-profile";

const PROFILES = new Set(["prof", "rICC"]);
/** How long a box of plain numbers is. */
const COLOUR_NUMBERS: Readonly<Record<string, number>> = { nclx: 11, nclc: 10 };

/** Parameter sets alone: an encoder can put its notes (SEI, types 39 and 40) beside them. */
export function cleanHevcConfiguration(data: Uint8Array): { data: Uint8Array; isChanged: boolean } {
  const view = new ByteView(data);
  const arrays: Uint8Array[] = [];
  let at = 23;
  const count = view.u8(22);
  for (let left = count; left > 0; left--) {
    const start = at;
    const type = view.u8(at) & 63;
    let units = view.u16(at + 1);
    for (at += 3; units > 0; units--) at += 2 + view.u16(at);
    const whole = view.sub(start, at);
    if (type >= 32 && type <= 34) arrays.push(whole);
  }
  const head = data.slice(0, 23);
  head[22] = arrays.length;
  return { data: concatBytes(head, ...arrays), isChanged: arrays.length !== count || at !== data.length };
}

/** "colr" of a picture or a video: numbers stay, a profile is neutralised. */
export function cleanColour(data: Uint8Array): { clean: Uint8Array | null; findings: Finding[] } {
  if (!PROFILES.has(latin1(data.subarray(0, 4)))) {
    const isNumbers = COLOUR_NUMBERS[latin1(data.subarray(0, 4))] === data.length;
    return { clean: isNumbers ? writeBox("colr", data) : null, findings: isNumbers ? [] : [finding("private-data", "colr")] };
  }
  const profile = data.subarray(4);
  const neutral = neutraliseProfile(profile);
  return {
    clean: neutral === null ? null : writeBox("colr", data.subarray(0, 4), neutral),
    findings: isNeutralProfile(profile) ? [] : [finding("colour-profile", profileName(profile))],
  };
}
