"use client";

import { useCallback, useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { admitMember, listInvitations, revokeInvitation, type InvitationRow } from "@/lib/client/invite-member";
import type { LogView } from "@/lib/crypto/api";
import { Button, ConfirmDialog, EmptyState, Notice, Table, useToast } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { useMember } from "../../session/session";
import { InviteDialog, type InviteRole } from "./invite-dialog";
import css from "./people.module.css";

/** How often a waiting inviter's list looks for who has come. */
const POLL_MS = 15_000;

type PanelProps = { readonly log: LogView; readonly roles: readonly InviteRole[] };

function useInvitations(logId: string) {
  const { client } = useMember();
  const errorText = useErrorText();
  const [rows, setRows] = useState<readonly InvitationRow[]>([]);
  const [error, setError] = useState<string | null>(null);
  const reload = useCallback(async () => {
    const listed = await listInvitations(client, logId);
    if (listed.ok) setRows(listed.value.filter((row) => row.state === "open" || row.request !== null));
    setError(listed.ok ? null : errorText(listed.code));
  }, [client, logId, errorText]);
  useEffect(() => {
    void reload();
    const timer = setInterval(() => void reload(), POLL_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return { rows, error, setError, reload };
}

type Act = (work: () => Promise<{ ok: true } | { ok: false; code: string }>, said: string) => Promise<void>;

/** Does one thing to an invitation, says so, and shows the log and the list as they then are. */
function useAct(reload: () => Promise<void>, setError: (error: string) => void): { act: Act; working: boolean } {
  const toast = useToast();
  const errorText = useErrorText();
  const { session } = useMember();
  const [working, setWorking] = useState(false);
  const act: Act = async (work, said) => {
    setWorking(true);
    const code = await work().then((done) => (done.ok ? null : done.code), codeOfError);
    setWorking(false);
    if (code === null) toast(said);
    await session.refresh();
    await reload();
    if (code !== null) setError(errorText(code));
  };
  return { act, working };
}

export function InvitationPanel({ log, roles }: PanelProps) {
  const t = useTranslations("people");
  const { client } = useMember();
  const { rows, error, setError, reload } = useInvitations(log.logId);
  const { act, working } = useAct(reload, setError);
  const [inviting, setInviting] = useState(false);
  const [admitting, setAdmitting] = useState<InvitationRow | null>(null);

  const handle = admitting === null ? "" : handleOf(admitting);
  return (
    <section className={css["section"]}>
      <div className={css["head"]}>
        <h2>{t("invitations")}</h2>
        <Button variant="primary" icon="add" onClick={() => setInviting(true)}>
          {t("invite")}
        </Button>
      </div>
      {error !== null && (
        <Notice tone="error" live>
          {error}
        </Notice>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t("noInvitations")} headingLevel={3}>
          {t("noInvitationsTeach")}
        </EmptyState>
      ) : (
        <InvitationTable
          rows={rows}
          onAdmit={setAdmitting}
          onRevoke={(row) => void act(() => revokeInvitation(client, row.inviteId), t("revoked"))}
        />
      )}
      <InviteDialog
        open={inviting}
        log={log}
        roles={roles}
        onClose={() => {
          setInviting(false);
          void reload();
        }}
      />
      <ConfirmDialog
        open={admitting !== null}
        title={t("admitTitle", { handle })}
        confirmLabel={t("admit")}
        busy={working}
        onCancel={() => setAdmitting(null)}
        onConfirm={() => {
          const work = () => admitMember(client, log.logId, admitting?.inviteId ?? "");
          void act(work, t("admitted", { handle })).then(() => setAdmitting(null));
        }}
      >
        <p>{t("admitLead", { handle, role: t(`roles.${admitting?.role ?? "researcher"}`) })}</p>
      </ConfirmDialog>
    </section>
  );
}

/** Who came by the invitation, or "" while nobody has. */
function handleOf({ request }: InvitationRow): string {
  return request !== null && "handle" in request ? request.handle : "";
}

type InvitationTableProps = {
  readonly rows: readonly InvitationRow[];
  readonly onAdmit: (row: InvitationRow) => void;
  readonly onRevoke: (row: InvitationRow) => void;
};

function InvitationTable({ rows, onAdmit, onRevoke }: InvitationTableProps) {
  const t = useTranslations("people");
  const format = useFormatter();
  const whom = (row: InvitationRow) =>
    [row.kind === "o" ? t("roles.organisation") : t(`roles.${row.role ?? "researcher"}`), row.organisationName]
      .filter(Boolean)
      .join(" · ");
  const stateOf = (row: InvitationRow) => {
    if (row.request === null) return t("stateOpen");
    return "handle" in row.request ? t("arrived", { handle: row.request.handle }) : t("refused");
  };
  return (
    <Table<InvitationRow>
      caption={t("invitations")}
      captionHidden
      rows={rows}
      rowKey={(row) => row.inviteId}
      columns={[
        { id: "whom", head: t("invitee"), cell: whom },
        { id: "until", head: t("until"), cell: (row) => format.dateTime(new Date(row.expires * 1000), { dateStyle: "long" }) },
        { id: "state", head: t("state"), cell: stateOf },
        {
          id: "actions",
          head: "",
          cell: (row) => (
            <div className={css["actions"]}>
              {row.request !== null && "handle" in row.request && (
                <Button variant="primary" onClick={() => onAdmit(row)}>
                  {t("admit")}
                </Button>
              )}
              <Button onClick={() => onRevoke(row)}>{t("revoke")}</Button>
            </div>
          ),
        },
      ]}
    />
  );
}
