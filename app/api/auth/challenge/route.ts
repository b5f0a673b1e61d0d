import { answerChallenge } from "@/lib/server/accounts/challenge";
import { publicEndpoint } from "@/lib/server/http/endpoint";
import { challengeRequest } from "@/lib/wire/accounts";

export const POST = publicEndpoint({ name: "POST auth/challenge", body: challengeRequest }, ({ request, body }) =>
  answerChallenge(request, body),
);
