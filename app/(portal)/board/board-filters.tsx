"use client";

import { useTranslations } from "use-intl";
import { INTAKE_STATES, TRACK_STATES } from "@/lib/domain/lifecycle";
import { Button, Select, TextField } from "@/lib/ui";
import { useCountryName } from "./board-parts";
import { authoritiesOf, NO_FILTER, type BoardFilter, type BoardRow } from "./board-query";
import css from "./board.module.css";

const AGES = ["30", "90", "180", "365"] as const;

type BoardFiltersProps = {
  readonly rows: readonly BoardRow[];
  readonly filter: BoardFilter;
  readonly onChange: (filter: BoardFilter) => void;
};

/** Only what occurs can be chosen. */
export function BoardFilters({ rows, filter, onChange }: BoardFiltersProps) {
  const t = useTranslations("board");
  const intake = useTranslations("domain.intakeState");
  const track = useTranslations("domain.trackState");
  const authority = useTranslations("domain.authority");
  const countryName = useCountryName();
  const any = { value: "", label: t("any") };
  const occurring = new Set(rows.flatMap((row) => [row.headline, ...row.tracks.map(({ state }) => state)]));
  const states = [
    ...INTAKE_STATES.filter((state) => occurring.has(state)).map((state) => ({ value: state, label: intake(state) })),
    ...TRACK_STATES.filter((state) => occurring.has(state) && state !== "withdrawn").map((state) => ({ value: state, label: track(state) })),
  ];
  const authorities = [...new Set(rows.flatMap(authoritiesOf))].filter((id) => authority.has(id as "us"));
  const countries = [...new Set(rows.flatMap((row) => row.summary?.countries ?? []))].map((code) => ({ value: code, label: countryName(code) }));
  return (
    <div className={css["filters"]} role="search">
      <TextField label={t("search")} type="search" value={filter.text} onChange={(text) => onChange({ ...filter, text })} />
      <Select label={t("filterState")} value={filter.state} options={[any, ...states]} onChange={(state) => onChange({ ...filter, state })} />
      <Select
        label={t("filterAuthority")}
        value={filter.authority}
        options={[any, ...authorities.map((id) => ({ value: id, label: authority(id as "us") }))]}
        onChange={(value) => onChange({ ...filter, authority: value })}
      />
      <Select label={t("filterCountry")} value={filter.country} options={[any, ...countries.sort((a, b) => a.label.localeCompare(b.label))]} onChange={(country) => onChange({ ...filter, country })} />
      <Select
        label={t("filterAge")}
        value={filter.minAgeDays === 0 ? "" : String(filter.minAgeDays)}
        options={[any, ...AGES.map((days) => ({ value: days, label: t(`ages.${days}`) }))]}
        onChange={(days) => onChange({ ...filter, minAgeDays: Number(days) })}
      />
      {filter !== NO_FILTER && (
        <Button variant="plain" onClick={() => onChange(NO_FILTER)}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}
