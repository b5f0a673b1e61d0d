/** Moments in the life of an upload, from before its creation to the last thing that is said of it. */
import type { Moment } from "../fixtures/wire";
import { CREATE, PATCH } from "./scene";
import { ALL, chanceOf, shuffled } from "./chance";

type NamedMoment = { readonly name: string; readonly moment: Moment };

const RECEIPT = /^GET \/api\/uploads\/\w+\/receipt /;
const DRAFT = /^PUT \/api\/dossiers\/\w+\/draft /;
const KEEP = /^PUT \/api\/dossiers\/\w+\/keep /;

/** `sealedBytes`: of the upload. */
function lifeOf(sealedBytes: number, chance: () => number): NamedMoment[] {
  const side = () => (chance() < 0.5 ? "request" : "answer");
  const on = (name: string, request: RegExp, at: "request" | "answer", nth = 1): NamedMoment => ({ name: `${name} ${nth}, ${at}`, moment: { request, at, nth } });
  const inThird = (third: number): NamedMoment => {
    const share = (third + chance()) / 3;
    return { name: `in its bytes, at ${(share * 100).toFixed(1)} %`, moment: { request: PATCH, at: "body", bytes: Math.ceil(share * sealedBytes) } };
  };
  return [
    on("creation", CREATE, "request"),
    on("creation", CREATE, "answer"),
    on("saving of the draft", DRAFT, side()),
    inThird(0),
    inThird(1),
    inThird(2),
    on("part", PATCH, "answer", chance() < 0.5 ? 1 : 2),
    on("receipt", RECEIPT, "request"),
    on("receipt", RECEIPT, "answer"),
    chance() < 0.5 ? on("saving of the draft", DRAFT, side(), 2) : on("keep", KEEP, side()),
  ];
}

/** Twenty moments over the whole life, or one of them as a sample. `fault`: its own draw for each fault. */
export function drawMoments(fault: string, sealedBytes: number): NamedMoment[] {
  const chance = chanceOf(fault);
  const twice = [...lifeOf(sealedBytes, chance), ...lifeOf(sealedBytes, chance)];
  return ALL ? twice : shuffled(twice, chance).slice(0, 1);
}
