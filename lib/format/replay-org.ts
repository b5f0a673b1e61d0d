/** Steps of an organisation's log. */
import { toHex } from "../shared/bytes";
import type { BodyOf, LogBody } from "./log-bodies";
import type { LogError } from "./log-state";
import { addMember, checkFresh, isLastAdmin, owe, removeMember, setRole, stepEpoch, stepShared, type Step } from "./replay-steps";

/** Writes one entry of an organisation's log; types of the coalition's are E_FORMAT. */
export function stepOrg(at: Step<LogBody>): LogError | null {
  const { draft, body, seq, by } = at;
  switch (body.t) {
    case "add":
      owe(draft, ["org"], "add");
      return addMember(draft, body, body.role, seq);
    case "remove":
      owe(draft, ["org"], "remove");
      return removeMember(draft, body.u, null, seq);
    case "role":
      return changeRole({ ...at, body });
    case "epoch":
      return stepEpoch({ ...at, body }, "org", [...draft.members.values()].map((member) => member.userId));
    case "head":
      draft.heads.push({ seq, by, e: body.e, b: body.b });
      return checkFresh(draft, "org", body.e);
    case "card":
    case "policy":
    case "invite.revoke":
    case "security":
      return stepShared({ ...at, body });
    default:
      return "E_FORMAT";
  }
}

function changeRole({ draft, body, seq }: Step<BodyOf<"role">>): LogError | null {
  const member = draft.members.get(toHex(body.u));
  if (member === undefined || member.role === body.role) return "E_MEMBER";
  if (isLastAdmin(draft, body.u)) return "E_ROLE";
  setRole(draft, member.card, body.role, seq);
  return null;
}
