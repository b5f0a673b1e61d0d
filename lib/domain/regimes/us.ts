/** United States: E.O. 13818 as codified, section 7031(c), and the Global Magnitsky statute. */
import type { Criterion } from "./criterion";

const US = ["us", "us-congress"] as const;
const CFR = "31 CFR 583.201, current through 31 October 2024";
const STATE = "US Department of State, Report to Congress on Anti-Kleptocracy and Human Rights Visa Restrictions; CRS IF10905";
const STATUTE = "22 U.S.C. 10102";

/** Dossiers cite the Executive Order's numbering; the regulation's is the one in force. Both are kept. */
const ORDER: readonly Criterion[] = [
  {
    code: "US-GLOMAG-HR",
    authorities: US,
    cites: ["E.O. 13818 § 1(a)(ii)(A)", "31 CFR 583.201(a)(2)(i)"],
    text: "to be responsible for or complicit in, or to have directly or indirectly engaged in, serious human rights abuse",
    kind: "conduct-human-rights",
    appliesTo: "both",
    source: CFR,
  },
  {
    code: "US-GLOMAG-CORRUPTION",
    authorities: US,
    cites: ["E.O. 13818 § 1(a)(ii)(B)(1)", "31 CFR 583.201(a)(2)(ii)(A)"],
    text: "to be a current or former government official, or a person acting for or on behalf of such an official, who is responsible for or complicit in, or has directly or indirectly engaged in: corruption, including the misappropriation of state assets, the expropriation of private assets for personal gain, corruption related to government contracts or the extraction of natural resources, or bribery",
    kind: "conduct-corruption",
    appliesTo: "both",
    source: CFR,
  },
  {
    code: "US-GLOMAG-PROCEEDS",
    authorities: US,
    cites: ["E.O. 13818 § 1(a)(ii)(B)(2)", "31 CFR 583.201(a)(2)(ii)(B)"],
    text: "to be a current or former government official, or a person acting for or on behalf of such an official, who is responsible for or complicit in, or has directly or indirectly engaged in: the transfer or the facilitation of the transfer of the proceeds of corruption",
    kind: "conduct-corruption",
    appliesTo: "both",
    source: CFR,
  },
  {
    code: "US-GLOMAG-LEADER",
    authorities: US,
    cites: ["E.O. 13818 § 1(a)(ii)(C)(1)", "31 CFR 583.201(a)(2)(iii)(A)"],
    text: "to be or have been a leader or official of: an entity, including any government entity, that has engaged in, or whose members have engaged in, any of the activities described … relating to the leader's or official's tenure",
    kind: "status-based",
    appliesTo: "person",
    source: CFR,
  },
  {
    code: "US-GLOMAG-LEADER-BLOCKED",
    authorities: US,
    cites: ["E.O. 13818 § 1(a)(ii)(C)(2)", "31 CFR 583.201(a)(2)(iii)(B)"],
    text: "to be or have been a leader or official of: an entity whose property and interests in property are blocked pursuant to this order as a result of activities related to the leader's or official's tenure",
    kind: "status-based",
    appliesTo: "person",
    source: CFR,
  },
  {
    code: "US-GLOMAG-ATTEMPT",
    authorities: US,
    cites: ["E.O. 13818 § 1(a)(ii)(D)", "31 CFR 583.201(a)(2)(iv)"],
    text: "to have attempted to engage in any of the activities described in paragraph (a)(2)(i), (a)(2)(ii)(A), or (a)(2)(ii)(B) of this section",
    kind: "attempt",
    appliesTo: "both",
    source: CFR,
  },
  {
    code: "US-GLOMAG-SUPPORT",
    authorities: US,
    cites: ["E.O. 13818 § 1(a)(iii)(A)", "31 CFR 583.201(a)(2)(v)"],
    text: "to have materially assisted, sponsored, or provided financial, material, or technological support for, or goods or services …",
    kind: "support",
    appliesTo: "both",
    source: CFR,
  },
];

const VISA: readonly Criterion[] = [
  {
    code: "US-7031C-CORRUPTION",
    authorities: US,
    cites: ["Section 7031(c) of the annual appropriations act"],
    text: "officials of foreign governments … about whom there is credible information of involvement in significant corruption, including corruption related to the extraction of natural resources",
    kind: "conduct-corruption",
    appliesTo: "person",
    source: STATE,
  },
  {
    code: "US-7031C-HR",
    authorities: US,
    cites: ["Section 7031(c) of the annual appropriations act"],
    text: "officials of foreign governments … about whom there is credible information of involvement in a gross violation of human rights",
    kind: "conduct-human-rights",
    appliesTo: "person",
    source: STATE,
  },
  {
    code: "US-7031C-FAMILY",
    authorities: US,
    cites: ["Section 7031(c) of the annual appropriations act"],
    text: "immediate family members of an official to whom section 7031(c) applies",
    kind: "derivative",
    appliesTo: "person",
    source: STATE,
  },
];

/** Narrower than the Order, and the text that Congress enacted; both houses' committees quote it. */
const ACT: readonly Criterion[] = [
  {
    code: "US-ACT-HR",
    authorities: US,
    cites: ["22 U.S.C. 10102(a)(1)"],
    text: "based on credible evidence, responsible for extrajudicial killings, torture, or other gross violations … against people who seek to expose illegal activity by officials, or to obtain, exercise, defend or promote human rights (summary)",
    kind: "conduct-human-rights",
    appliesTo: "both",
    source: STATUTE,
  },
  {
    code: "US-ACT-AGENT",
    authorities: US,
    cites: ["22 U.S.C. 10102(a)(2)"],
    text: "acted as an agent of or on behalf of a person in a matter relating to an activity described in (a)(1) (summary)",
    kind: "derivative",
    appliesTo: "both",
    source: STATUTE,
  },
  {
    code: "US-ACT-CORRUPTION",
    authorities: US,
    cites: ["22 U.S.C. 10102(a)(3)"],
    text: "a government official, or a senior associate of such an official, responsible for significant corruption (summary)",
    kind: "conduct-corruption",
    appliesTo: "both",
    source: STATUTE,
  },
  {
    code: "US-ACT-SUPPORT",
    authorities: US,
    cites: ["22 U.S.C. 10102(a)(4)"],
    text: "material support for an activity described in (a)(3) (summary)",
    kind: "support",
    appliesTo: "both",
    source: STATUTE,
  },
];

export const US_CRITERIA: readonly Criterion[] = [...ORDER, ...VISA, ...ACT];
