import { afterAll, beforeAll, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import { GET as getBoard } from "@/app/api/dossiers/route";
import { GET as getDossier } from "@/app/api/dossiers/[id]/route";
import { admitDossier } from "./testing/dossiers";
import { call } from "./testing/call";
import { addOrganisation, addResearcher, addReviewer, foundCoalition } from "./testing/story";

let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  close = await openForTests("pglite");
});
afterAll(() => close());

it("a dossier goes from a researcher over a coordinator to a reviewer", async () => {
  const coalition = await foundCoalition(1);
  const reviewer = await addReviewer(coalition, 2);
  const org = await addOrganisation(coalition, 3);
  const researcher = await addResearcher(org, 4);
  const { dossier } = await admitDossier(coalition, researcher);
  const board = await call({ GET: getBoard }, "GET", { cookie: reviewer.cookie });
  expect(board.json).toMatchObject({ dossiers: [{ dossierId: dossier.id }], next: null });
  const read = await call({ GET: getDossier }, "GET", { params: { id: dossier.id }, cookie: reviewer.cookie });
  expect(read.status).toBe(200);
});
