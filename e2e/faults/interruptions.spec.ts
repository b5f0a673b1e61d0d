/** An upload survives the end of its tab, of the server and of the line, at whatever moment of its life: what arrives is the file. */
import type { Page } from "@playwright/test";
import { sealedSize } from "../../lib/format/chunks";
import { crash } from "../fixtures/crash";
import type { EvidenceFile } from "../fixtures/evidence-files";
import { expect } from "../fixtures/server";
import { giveFiles } from "../fixtures/writing";
import { chanceOf } from "./chance";
import { drawMoments } from "./moments";
import { dossierOf, enter, expectDone, giveAgain, hashesAtServer, makeFile, openFiles, FAULT_MS, test } from "./scene";

test.setTimeout(FAULT_MS);

/** Several requests long. */
const BYTES = 10 * 2 ** 20 + 12_345;
const momentsFor = (fault: string) => drawMoments(fault, sealedSize(BYTES)).map((drawn, index) => ({ ...drawn, number: index + 1 }));

for (const { number, name, moment } of momentsFor("tab")) {
  test(`tab killed, ${number}: ${name}`, async ({ desk, demo, folder }) => {
    const file = await makeFile(folder, "interrupted.bin", BYTES);
    const dossierId = dossierOf(desk.page);
    const killed = demo.server.wire.interrupt(moment, async () => {
      await crash(desk.page);
      demo.server.wire.cut();
    });
    await Promise.all([killed, giveFiles(desk.page, [file]).catch(() => undefined)]);
    desk.page = await desk.context.newPage();
    await enter(desk.page, demo.people);
    await openFiles(desk.page, dossierId);
    await comeBack(desk.page, file);
    await expectDone(desk.page);
    expect(await hashesAtServer(demo.reader, dossierId)).toEqual([file.sha256]);
  });
}

/** What a researcher does who comes back: the draft has the file, asks for it, or never heard of it. */
async function comeBack(page: Page, file: EvidenceFile): Promise<void> {
  if (await page.getByText(/Done, /).isVisible()) return;
  if (await page.getByText("A file is not done").isVisible()) await giveAgain(page, file);
  else await giveFiles(page, [file]);
}

for (const { number, name, moment } of momentsFor("server")) {
  test(`server killed, ${number}: ${name}`, async ({ desk, demo, folder }) => {
    const file = await makeFile(folder, "interrupted.bin", BYTES);
    const dossierId = dossierOf(desk.page);
    const killed = demo.server.wire.interrupt(moment, () => demo.server.kill());
    await Promise.all([killed, giveFiles(desk.page, [file])]);
    await demo.server.restart();
    await expectDone(desk.page);
    await openFiles(desk.page, dossierId); // a keep that failed is made good when the draft is opened
    expect(await hashesAtServer(demo.reader, dossierId)).toEqual([file.sha256]);
  });
}

const MOST_REFUSALS = 6;
const outage = chanceOf("outages");

for (const { number, name, moment } of momentsFor("line")) {
  const refusals = Math.floor(outage() * MOST_REFUSALS);
  test(`line cut, ${number}: ${name}, ${refusals} new connections refused`, async ({ desk, demo, folder }) => {
    const file = await makeFile(folder, "interrupted.bin", BYTES);
    const dossierId = dossierOf(desk.page);
    const cut = demo.server.wire.interrupt(moment, () => demo.server.wire.cut(refusals));
    await Promise.all([cut, giveFiles(desk.page, [file])]);
    await expectDone(desk.page);
    await openFiles(desk.page, dossierId);
    expect(await hashesAtServer(demo.reader, dossierId)).toEqual([file.sha256]);
  });
}
