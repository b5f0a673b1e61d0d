/**
 * United Kingdom: Global Human Rights Sanctions Regulations 2020 and Global Anti-Corruption Sanctions Regulations 2021.
 * Under the first, name the right (regulation 4(2)) and the involvement (regulation 6, in summary) in two entries.
 */
import type { Criterion, CriterionKind } from "./criterion";

const UK = ["uk"] as const;
const GHR_NOTE = "FCDO, Global Human Rights Sanctions: Information Note for NGOs and Civil Society, 6 July 2020";
const GHR_SUMMARY = "published summaries of S.I. 2020/680, regulation 6";
const GAC_REG = "S.I. 2021/488, regulation 6, legislation.gov.uk";

function right(code: string, text: string): Criterion {
  const cites = ["Global Human Rights Sanctions Regulations 2020, reg. 4(2)"];
  return { code, authorities: UK, cites, text, kind: "conduct-human-rights", appliesTo: "both", source: GHR_NOTE };
}

function involvement(code: string, text: string, kind: CriterionKind): Criterion {
  const cites = ["Global Human Rights Sanctions Regulations 2020, reg. 6 (summary)"];
  return { code, authorities: UK, cites, text, kind, appliesTo: "both", source: GHR_SUMMARY };
}

function corruption(code: string, paragraph: string, text: string, kind: CriterionKind): Criterion {
  const cites = [`Global Anti-Corruption Sanctions Regulations 2021, reg. ${paragraph}`];
  return { code, authorities: UK, cites, text, kind, appliesTo: "both", source: GAC_REG };
}

const RIGHTS: readonly Criterion[] = [
  right("UK-GHR-LIFE", "the right to life"),
  right("UK-GHR-TORTURE", "the right not to be subjected to torture or cruel, inhuman or degrading treatment or punishment"),
  right(
    "UK-GHR-SLAVERY",
    "the right to be free from slavery, not to be held in servitude or required to perform forced or compulsory labour",
  ),
];

const INVOLVEMENT: readonly Criterion[] = [
  involvement("UK-GHR-ENGAGES", "engaging in the activity", "conduct-human-rights"),
  involvement("UK-GHR-FACILITATES", "facilitating the activity", "support"),
  involvement("UK-GHR-INCITES", "inciting the activity", "conduct-human-rights"),
  involvement("UK-GHR-SUPPORTS", "promoting or supporting the activity", "support"),
  involvement("UK-GHR-CONCEALS", "concealing evidence of the activity", "conduct-human-rights"),
  involvement(
    "UK-GHR-PROVIDES",
    "providing financial services, funds, goods or technology, knowing or suspecting that they might contribute to the activity",
    "support",
  ),
  involvement("UK-GHR-PROFITS", "profiting or benefiting from the activity", "support"),
  involvement("UK-GHR-NO-INQUIRY", "failing to investigate responsibility for the activity, in some circumstances", "conduct-human-rights"),
  involvement("UK-GHR-CONTRAVENES", "contravening the prohibitions in the Regulations", "support"),
  involvement("UK-GHR-OWNED", "being owned or controlled by an involved person", "derivative"),
  involvement("UK-GHR-ACTS-FOR", "acting on behalf of an involved person", "derivative"),
  involvement("UK-GHR-ASSOCIATED", "being associated with an involved person", "derivative"),
];

const CORRUPTION: readonly Criterion[] = [
  corruption("UK-GAC-ENGAGES", "6(3)(a)", "is responsible for or engages in serious corruption", "conduct-corruption"),
  corruption("UK-GAC-FACILITATES", "6(3)(b)", "facilitates or provides support for serious corruption", "support"),
  corruption(
    "UK-GAC-PROFITS",
    "6(3)(c)",
    "profits financially or obtains any other benefit from serious corruption",
    "conduct-corruption",
  ),
  corruption("UK-GAC-CONCEALS", "6(3)(d)", "conceals or disguises serious corruption or its proceeds", "conduct-corruption"),
  corruption("UK-GAC-TRANSFERS", "6(3)(e)", "transfers or converts the proceeds of serious corruption", "conduct-corruption"),
  corruption(
    "UK-GAC-NO-INQUIRY",
    "6(3)(f)",
    "is responsible for the investigation or prosecution of serious corruption and intentionally or recklessly fails to fulfil that responsibility",
    "conduct-corruption",
  ),
  corruption(
    "UK-GAC-INTERFERES",
    "6(3)(g)",
    "uses threats, intimidation, force or other interference in law enforcement or judicial process concerning serious corruption",
    "conduct-corruption",
  ),
  corruption("UK-GAC-CONTRAVENES", "6(3)(h)", "contravenes, or assists the contravention of, Part 3 of the Regulations", "support"),
  corruption("UK-GAC-OWNED", "6(2)(b)", "is owned or controlled directly or indirectly by an involved person", "derivative"),
  corruption("UK-GAC-ACTS-FOR", "6(2)(c)", "is acting on behalf of or at the direction of an involved person", "derivative"),
  corruption("UK-GAC-ASSOCIATED", "6(2)(d)", "is a member of, or associated with, an involved person", "derivative"),
];

export const UK_CRITERIA: readonly Criterion[] = [...RIGHTS, ...INVOLVEMENT, ...CORRUPTION];
