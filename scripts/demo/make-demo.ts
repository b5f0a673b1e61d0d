/** Makes the invented coalition of `npm run demo` on a running, empty server: SEALPOST_URL, and the set-up link on standard input. */
import { readFileSync } from "node:fs";
import { today } from "@/lib/client/client";
import { INTAKE_TRACK_HEX } from "@/lib/format/records";
import { admitCase, moveCase, openTrack, submitCase, writeDraft } from "./dossiers";
import { CASES } from "./invented-cases";
import { bringIn, foundAs, logIdOf, type Person } from "./people";

const ORGANISATIONS = ["Example Rights Desk (invented)", "Example Audit Office (invented)"] as const;
const INTAKE = { trackId: INTAKE_TRACK_HEX } as const;

type Office = { readonly name: string; readonly lead: Person; readonly researcher: Person };
type People = { readonly coordinator: Person; readonly reviewer: Person; readonly offices: readonly [Office, Office] };

async function gather(url: string, setupLink: string): Promise<People> {
  const coordinator = await foundAs(url, setupLink);
  const coalition = await logIdOf(coordinator.client, "coalition");
  const reviewer = await bringIn(url, coordinator.client, { logId: coalition, role: "reviewer" });
  const open = async (name: string): Promise<Office> => {
    const lead = await bringIn(url, coordinator.client, { logId: coalition, role: "lead", organisationName: name });
    const researcher = await bringIn(url, lead.client, { logId: await logIdOf(lead.client, "org"), role: "researcher" });
    return { name, lead, researcher };
  };
  return { coordinator, reviewer, offices: [await open(ORGANISATIONS[0]), await open(ORGANISATIONS[1])] };
}

/** A draft, a dossier that waits for admission, one that came back with questions. */
async function fillFirst({ coordinator, reviewer }: People, { researcher, name }: Office): Promise<void> {
  await writeDraft(researcher, CASES.draft, name);
  await submitCase(researcher, CASES.submitted, name);
  const returned = await submitCase(researcher, CASES.returned, name);
  await admitCase(coordinator, returned);
  await moveCase(reviewer, { ...INTAKE, dossierId: returned, to: "returned", shared: { text: "Invented feedback: who signed the order, and how do you know?" } });
}

/** One that was rejected, one with an authority, one that led to a listing. */
async function fillSecond({ coordinator, reviewer }: People, { researcher, name }: Office): Promise<void> {
  const rejected = await submitCase(researcher, CASES.rejected, name);
  await admitCase(coordinator, rejected);
  await moveCase(coordinator, { ...INTAKE, dossierId: rejected, to: "rejected", shared: { text: "Invented: one anonymous post is not enough." } });
  for (const example of [CASES.forwarded, CASES.designated]) {
    const dossierId = await submitCase(researcher, example, name);
    const content = await admitCase(coordinator, dossierId);
    await moveCase(reviewer, { ...INTAKE, dossierId, to: "accepted", internal: { text: "Invented: the checklist is complete." } });
    const trackId = await openTrack(coordinator, dossierId, content);
    const handover = { text: "Invented: handed over at a meeting.", offices: ["Example office"], day: today(), how: "meeting", packageId: "" };
    await moveCase(coordinator, { dossierId, trackId, to: "forwarded", shared: handover });
    if (example === CASES.designated) await designate(coordinator, dossierId, trackId);
  }
}

async function designate(coordinator: Person, dossierId: string, trackId: string): Promise<void> {
  const outcome = {
    text: "Invented: nobody was listed.", list: "Invented list", listId: "INVENTED-1", programme: "GLOMAG",
    dayAnnounced: today(), source: "Invented notice", basisGrade: "strong", linkType: "same-subject",
  };
  await moveCase(coordinator, { dossierId, trackId, to: "designated", shared: outcome });
}

function describePeople({ coordinator, reviewer, offices }: People): string {
  const rows = [
    ["Who", "Handle", "Passphrase"],
    ["Coordinator", coordinator.handle, coordinator.passphrase],
    ["Reviewer", reviewer.handle, reviewer.passphrase],
    ...offices.flatMap(({ name, lead, researcher }) => [
      [`Lead, ${name}`, lead.handle, lead.passphrase],
      [`Researcher, ${name}`, researcher.handle, researcher.passphrase],
    ]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd()).join("\n");
}

const url = process.env["SEALPOST_URL"];
if (url === undefined) throw new Error("SEALPOST_URL is not set");
const people = await gather(url, readFileSync(0, "utf8").trim());
await Promise.all([fillFirst(people, people.offices[0]), fillSecond(people, people.offices[1])]);
console.log(describePeople(people));
