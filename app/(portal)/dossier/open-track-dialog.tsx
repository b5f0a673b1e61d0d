"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { internalSchema, trackOpenedSchema } from "@/lib/domain/move-texts";
import type { RequestedAction } from "@/lib/domain/dossier";
import { toHex } from "@/lib/shared/bytes";
import { Button, Dialog, Select } from "@/lib/ui";
import { MoveDialog } from "./move-dialog";
import type { MoveProps } from "./move-panel";
import { subjectName, summariseDossier } from "@/lib/client/summarise-dossier";
import css from "./dossier.module.css";

/** Only what the dossier asks for can be opened, and each pair of subject and authority once. */
function openable({ view, content }: MoveProps): RequestedAction[] {
  const taken = view.tracks.flatMap((track) => {
    const opened = trackOpenedSchema.safeParse(track.opening);
    return opened.success ? [`${opened.data.subjectId} ${opened.data.authority}`] : [];
  });
  return content.requestedActions.filter(
    (action) => action.authority !== "" && action.asked.length > 0 && !taken.includes(`${action.subjectId} ${action.authority}`),
  );
}

export function OpenTrackDialog({ onClose, ...props }: MoveProps & { readonly onClose: () => void }) {
  const t = useTranslations("dossier");
  const authority = useTranslations("domain.authority");
  const choices = openable(props);
  const [chosen, setChosen] = useState<string>(choices[0]?.id ?? "");
  const [going, setGoing] = useState(false);
  const [trackId] = useState(() => toHex(crypto.getRandomValues(new Uint8Array(16))));
  const action = choices.find(({ id }) => id === chosen);
  const subjectOf = (id: string) => subjectName(props.content.subjects.find(({ subjectId }) => subjectId === id));
  if (going && action !== undefined && action.authority !== "") {
    const given = { subjectId: action.subjectId, authority: action.authority, asked: action.asked };
    const opening = { trackId, opened: { ...given, authority: action.authority, offices: [], text: "" } };
    return (
      <MoveDialog
        title={t("openTrackTitle")}
        wanted={{ dossierId: props.view.dossierId, trackId, to: "queued", summary: summariseDossier(props.content, props.view, opening) }}
        given={given}
        shared={trackOpenedSchema}
        internal={{ schema: internalSchema("queued"), required: false }}
        onClose={onClose}
        onMoved={props.onMoved}
        onRaced={props.onRaced}
      />
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("openTrackTitle")}
      actions={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" disabled={action === undefined} onClick={() => setGoing(true)}>
            {t("openTrack")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <Select
          label={t("asked")}
          value={chosen}
          onChange={setChosen}
          options={choices.map(({ id, subjectId, authority: to }) => ({
            value: id,
            label: t("trackFor", { subject: subjectOf(subjectId), authority: to === "" ? "" : authority(to) }),
          }))}
        />
      </div>
    </Dialog>
  );
}
