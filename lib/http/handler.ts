import { type TextAnswer, toResponse } from "./text-answer";

type Answering = (request: Request, params: Record<string, string>) => Promise<TextAnswer>;

/** A Web function, the same behind Next's router and behind our own server. */
export interface Handler {
  (request: Request, params: Record<string, string>): Promise<Response>;
  /**
   * What the Response is made of, where that is a text: our own server writes it as it is, as the way
   * through a Response and its stream costs more than most of our answers.
   */
  asText?: Answering;
}

/** A handler whose answers are whole texts. */
export function textHandler(answer: Answering): Handler {
  const handler: Handler = async (request, params) => toResponse(await answer(request, params));
  handler.asText = answer;
  return handler;
}
