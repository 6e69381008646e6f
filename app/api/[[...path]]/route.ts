import { randomId } from "@/lib/crypto/token";
import { AppError } from "@/lib/errors";
import { problem } from "@/lib/http/problem";

/** A path of the API that nobody serves: programs get a problem document, not a page. */
function notFound(): Response {
  return problem(new AppError("not_found"), randomId());
}

export {
  notFound as DELETE,
  notFound as GET,
  notFound as HEAD,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
