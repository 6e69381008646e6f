import { z } from "zod";

const pattern = /^\d{1,17}_[0-9a-f-]{36}$/;

export interface JobCursor {
  /** When the job was made, in microseconds since 1970: the precision in which they are ordered. */
  micros: string;
  id: string;
}

/** The cursor in a page's address; what is none starts from the beginning. */
export function jobCursorFrom(parameter: string | string[] | undefined): JobCursor | null {
  if (typeof parameter !== "string" || !pattern.test(parameter)) return null;
  const [micros = "", id = ""] = parameter.split("_");
  return z.uuid().safeParse(id).success ? { micros, id } : null;
}

export function jobCursorText({ micros, id }: JobCursor): string {
  return `${micros}_${id}`;
}
