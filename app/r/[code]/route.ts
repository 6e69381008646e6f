import { clickSource } from "@/lib/domain/click-source";
import { isPersonsVisit } from "@/lib/domain/referral-visit";
import { requestContext } from "@/lib/http/request-context";
import { recordClick } from "@/lib/services/referral/record-click";
import { signUpRedirect } from "./sign-up-redirect";

/** The link that people share: counts the click and leads to the sign-up. */
export async function GET(request: Request, { params }: RouteContext<"/r/[code]">): Promise<Response> {
  const { code } = await params;
  const source = clickSource(new URL(request.url).searchParams);
  const isCounted = isPersonsVisit({
    method: request.method,
    userAgent: request.headers.get("user-agent"),
    purpose: request.headers.get("sec-purpose") ?? request.headers.get("purpose"),
  });
  return signUpRedirect(await recordClick(await requestContext(), { codeText: code, source, isCounted }));
}
