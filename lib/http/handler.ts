import { toResponse, type WholeAnswer } from "./whole-answer";

type Answering = (request: Request, params: Record<string, string>) => Promise<WholeAnswer | Response>;

/** A Web function, the same behind Next's router and behind our own server. */
export interface Handler {
  (request: Request, params: Record<string, string>): Promise<Response>;
  /**
   * What the Response is made of, where that is whole: our own server writes it as it is, as the way
   * through a Response and its stream costs more than most of our answers.
   */
  answer?: Answering;
}

/** A handler whose answers are whole, or Responses where they must be streamed. */
export function wholeHandler(answer: Answering): Handler {
  const handler: Handler = async (request, params) => {
    const answered = await answer(request, params);
    return answered instanceof Response ? answered : toResponse(answered);
  };
  handler.answer = answer;
  return handler;
}
