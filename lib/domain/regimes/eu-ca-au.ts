/** European Union, Canada and Australia. */
import type { Authority } from "../authorities";
import type { Criterion, CriterionKind } from "./criterion";

const EU_SOURCE = "Council Decision (CFSP) 2020/1999, article 1, legislation.gov.uk";

function eu(code: string, paragraph: string, text: string): Criterion {
  const authorities = ["eu"] as const;
  const cites = [`Decision (CFSP) 2020/1999, art. 1(1)${paragraph}`];
  return { code, authorities, cites, text, kind: "conduct-human-rights", appliesTo: "both", source: EU_SOURCE };
}

const IF_WIDESPREAD = ", in so far as widespread, systematic or otherwise of serious concern";

export const EU_CRITERIA: readonly Criterion[] = [
  eu("EU-GENOCIDE", "(a)", "genocide"),
  eu("EU-CRIMES-AGAINST-HUMANITY", "(b)", "crimes against humanity"),
  eu("EU-TORTURE", "(c)(i)", "torture and other cruel, inhuman or degrading treatment or punishment"),
  eu("EU-SLAVERY", "(c)(ii)", "slavery"),
  eu("EU-KILLINGS", "(c)(iii)", "extrajudicial, summary or arbitrary executions and killings"),
  eu("EU-DISAPPEARANCE", "(c)(iv)", "enforced disappearance of persons"),
  eu("EU-DETENTION", "(c)(v)", "arbitrary arrests or detentions"),
  eu("EU-TRAFFICKING", "(d)(i)", `trafficking in human beings, and abuses of human rights by migrant smugglers${IF_WIDESPREAD}`),
  eu("EU-SEXUAL-VIOLENCE", "(d)(ii)", `sexual and gender-based violence${IF_WIDESPREAD}`),
  eu("EU-ASSEMBLY", "(d)(iii)", `violations or abuses of freedom of peaceful assembly and of association${IF_WIDESPREAD}`),
  eu("EU-EXPRESSION", "(d)(iv)", `violations or abuses of freedom of opinion and expression${IF_WIDESPREAD}`),
  eu("EU-RELIGION", "(d)(v)", `violations or abuses of freedom of religion or belief${IF_WIDESPREAD}`),
];

const CANADA: readonly Authority[] = ["ca"];
const CA_CITE = "Justice for Victims of Corrupt Foreign Officials Act, S.C. 2017, c. 21, s. 4(2)";
const CA_SOURCE = "Global Affairs Canada, Justice for Victims of Corrupt Foreign Officials Act; SOR/2017-233";

/** Foreign nationals, that is individuals, only. The paragraphs of section 4(2) in detail were not seen in a source. */
export const CA_CRITERIA: readonly Criterion[] = [
  {
    code: "CA-JVCFOA-HR",
    authorities: CANADA,
    cites: [CA_CITE],
    text: "responsible for or complicit in gross violations of internationally recognised human rights",
    kind: "conduct-human-rights",
    appliesTo: "person",
    source: CA_SOURCE,
  },
  {
    code: "CA-JVCFOA-CORRUPTION",
    authorities: CANADA,
    cites: [CA_CITE],
    text: "a public official, or an associate of such an official, responsible for or complicit in significant corruption",
    kind: "conduct-corruption",
    appliesTo: "person",
    source: CA_SOURCE,
  },
];

const DFAT = "DFAT, information note on autonomous human rights and corruption sanctions";
const OPEN_SANCTIONS = "OpenSanctions, description of the Australian thematic programmes";

function au(code: string, text: string, kind: CriterionKind, source: string): Criterion {
  const cites = ["Autonomous Sanctions Regulations 2011 (thematic criteria)"];
  return { code, authorities: ["au"], cites, text, kind, appliesTo: "both", source };
}

const AU_LEAD = "has engaged in, been responsible for or been complicit in an act that is a serious violation or serious abuse of";

export const AU_CRITERIA: readonly Criterion[] = [
  au("AU-LIFE", `${AU_LEAD} the right to life`, "conduct-human-rights", DFAT),
  au(
    "AU-TORTURE",
    `${AU_LEAD} the right not to be subjected to torture or cruel, inhuman or degrading treatment or punishment`,
    "conduct-human-rights",
    DFAT,
  ),
  au(
    "AU-SLAVERY",
    `${AU_LEAD} the right not to be held in slavery or servitude, or required to perform forced labour`,
    "conduct-human-rights",
    OPEN_SANCTIONS,
  ),
  au("AU-CORRUPTION", "serious corruption: bribery or misappropriation of property", "conduct-corruption", OPEN_SANCTIONS),
];
