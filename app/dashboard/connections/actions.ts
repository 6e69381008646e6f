"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { systemNow } from "@/lib/clock";
import { action } from "@/lib/http/action";
import { disable } from "@/lib/services/connection/disable";
import { disconnect } from "@/lib/services/connection/disconnect";
import { enable } from "@/lib/services/connection/enable";
import { refreshNow } from "@/lib/services/connection/refresh-now";

const ConnectionOnly = z.object({ connectionId: z.uuid() });

export const refreshNowAction = action(ConnectionOnly, async (ctx, { connectionId }) => {
  try {
    return await refreshNow({ ...ctx, clock: systemNow }, connectionId);
  } finally {
    // A failed attempt changes the page as well: its state and its time line.
    refresh();
  }
});

export const disconnectAction = action(ConnectionOnly, async (ctx, { connectionId }) => {
  await disconnect(ctx, connectionId);
  refresh();
  return null;
});

export const disableAction = action(ConnectionOnly, async (ctx, { connectionId }) => {
  await disable(ctx, connectionId);
  refresh();
  return null;
});

export const enableAction = action(ConnectionOnly, async (ctx, { connectionId }) => {
  await enable(ctx, connectionId);
  refresh();
  return null;
});
