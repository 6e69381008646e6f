import { z } from "zod";

/** In the one spelling (RFC 9562 §4) by which rows are found again among those that were asked for with it. */
export const ConnectionId = z.uuid().toLowerCase();
