/** A report as part of the offline page. */
import type { Report, ReportFault } from "../verify-package";
import { groupFingerprint } from "../fingerprint";
import { element, facts, list, section, table } from "./elements";
import { verifyWord } from "./words";

export function describeFault(fault: ReportFault): string {
  const values = "member" in fault ? { member: fault.member } : { member: "" };
  return verifyWord(`fault.${fault.code}`, values);
}

function showVerdict({ whole }: Report): HTMLElement {
  const verdict = element(
    "div",
    element("h2", `${whole ? "✓" : "✗"} ${verifyWord(whole ? "verdict.whole" : "verdict.broken")}`),
    element("p", verifyWord(whole ? "verdict.wholeDetail" : "verdict.brokenDetail")),
  );
  verdict.className = whole ? "verdict whole" : "verdict broken";
  return verdict;
}

function showManifest({ manifest }: Report): HTMLElement[] {
  if (manifest === null) return [];
  const print = element("p", element("code", groupFingerprint(manifest.signer)));
  print.className = "fingerprint";
  const members = manifest.members.map(({ name, what, size, sha256 }) => [name, what ?? "", String(size), sha256]);
  return [
    section(verifyWord("who"), element("p", verifyWord("fingerprint")), print, element("p", verifyWord("compare"))),
    section(
      verifyWord("about"),
      facts([
        [verifyWord("packageId"), manifest.package_id],
        [verifyWord("created"), manifest.created],
        [verifyWord("audience"), manifest.audience],
        [verifyWord("recipe"), manifest.recipe],
      ]),
    ),
    section(verifyWord("leftOut"), list(manifest.redactions)),
    section(
      verifyWord("members"),
      table([verifyWord("memberName"), verifyWord("memberWhat"), verifyWord("memberSize"), verifyWord("memberHash")], members),
    ),
  ];
}

export function showReport(report: Report): HTMLElement[] {
  const faults = report.faults.length > 0 ? [section(verifyWord("faults"), list(report.faults.map(describeFault)))] : [];
  return [showVerdict(report), ...faults, ...showManifest(report)];
}
