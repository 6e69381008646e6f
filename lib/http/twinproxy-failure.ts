import { pythonTimestamp } from "@/lib/domain/twinproxy/python-timestamp";
import type { TwinproxyEndpoint } from "@/lib/domain/twinproxy/request-fields";
import { AppError } from "@/lib/errors";
import { providerDocument, providerFailure } from "@/lib/providers/provider";
import texts from "@/messages/ru/twinproxy.json";
import { loginTakenBody, type TwinproxyAnswer } from "./twinproxy-answers";

/** A longer error of amoCRM's is taken for none of its own. */
const longestDocument = 16 * 1024;
const awaySeconds = 30;

export interface FailedCall {
  endpoint: TwinproxyEndpoint;
  login: string;
  now: Date;
}

/** What the protocol says to an error; null where it knows nothing better than "server error". */
export function failureAnswer(call: FailedCall, error: unknown): TwinproxyAnswer | null {
  if (!(error instanceof AppError)) return null;
  if (error.code === "unauthenticated") return refused(call, 401, texts.wrongCredentials);
  if (error.code === "rate_limited" && error.reason === undefined) return limited(call, error);
  if (call.endpoint === "registration" || call.endpoint === "changeClientLink")
    return exchangeFailure(call, error);
  return call.endpoint === "getToken" ? tokenFailure(call, error) : null;
}

/** The protocol names its endpoints wrong here and there, and clients may look at the names. */
export function serverErrorAnswer({ endpoint, now }: Omit<FailedCall, "login">): TwinproxyAnswer {
  const named = endpoint === "getToken" ? "changePassword" : endpoint;
  return {
    status: 500,
    body: { status: texts.serverError, endpoint: named, timestamp: pythonTimestamp(now) },
  };
}

function limited({ endpoint, now }: FailedCall, error: AppError): TwinproxyAnswer {
  return {
    status: 429,
    body: { status: texts.tooMany, endpoint, timestamp: pythonTimestamp(now) },
    headers: retryAfter(error),
  };
}

function refused({ endpoint, now }: FailedCall, status: number, description: string): TwinproxyAnswer | null {
  if (endpoint === "registration") return null;
  const timestamp = pythonTimestamp(now);
  return {
    status,
    body: { status: texts.refused[endpoint], error_description: description, endpoint, timestamp },
  };
}

/** No live token is the "no data" of the older service; an amoCRM that is away was not in its documents. */
function tokenFailure(call: FailedCall, error: AppError): TwinproxyAnswer | null {
  const hasNone = ["reauth_required", "conflict", "not_found"].includes(error.code);
  if (hasNone) return refused(call, 422, texts.noData);
  const away = isAway(error) ? refused(call, 503, texts.providerAway) : null;
  return away === null ? null : { ...away, headers: retryAfter(error) };
}

function exchangeFailure(call: FailedCall, error: AppError): TwinproxyAnswer | null {
  const { code, reason } = error;
  if (reason === "twinproxy_login_taken") return { status: 422, body: loginTakenBody(call.login, call.now) };
  if (code === "forbidden") {
    const { endpoint, now } = call;
    return {
      status: 403,
      body: { status: texts.registrationClosed, endpoint, timestamp: pythonTimestamp(now) },
    };
  }
  if (code === "bad_request" || reason === "twinproxy_account_known") {
    return refusedByAmocrm(call, texts.invalidAccount);
  }
  const failure = providerFailure(error);
  if (isRefusal(failure?.httpStatus ?? null)) {
    const document = ownDocument(error);
    if (document !== null) return refusedByAmocrm(call, document);
    if (failure?.httpStatus === 404) return refusedByAmocrm(call, texts.invalidAccount);
  }
  return isAway(error) ? away(call, error, failure) : null;
}

/** An answer about the caller's data: amoCRM will say the same again. */
function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && status !== 429;
}

function ownDocument(error: AppError): object | null {
  const document = providerDocument(error);
  if (typeof document !== "object" || document === null || Array.isArray(document)) return null;
  return JSON.stringify(document).length <= longestDocument ? document : null;
}

/** Both callers are told of "registration": so they always were. */
function refusedByAmocrm({ now }: FailedCall, document: object): TwinproxyAnswer {
  return {
    status: 400,
    body: {
      status: texts.tokenRefused,
      amoCRM_error_description: document,
      endpoint: "registration",
      timestamp: pythonTimestamp(now),
    },
  };
}

/** One choice for everything that amoCRM does not document: HTML, 429, 5xx, no answer, none asked for. */
function away(
  { now }: FailedCall,
  error: AppError,
  failure: ReturnType<typeof providerFailure>,
): TwinproxyAnswer {
  return {
    status: 503,
    body: {
      status: texts.providerAway,
      amoCRM_error_description: {
        hint: failure?.code ?? error.reason ?? error.code,
        title: texts.awayTitle,
        type: "about:blank",
        status: failure?.httpStatus ?? 503,
        detail: texts.awayDetail,
      },
      endpoint: "registration",
      timestamp: pythonTimestamp(now),
    },
    headers: retryAfter(error),
  };
}

function isAway({ code }: AppError): boolean {
  return code === "provider_error" || code === "unavailable" || code === "rate_limited";
}

function retryAfter({ retryAfterSeconds }: AppError): Record<string, string> {
  return { "retry-after": String(retryAfterSeconds ?? awaySeconds) };
}
