import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { requirePageContext } from "@/lib/http/page-context";
import { getConnection } from "@/lib/services/connection/get";
import { currentProject } from "@/lib/services/project/current";

/** The connection of a page's address, once for all that make the page; what is not of the person's project is not found. */
export const findConnection = cache(async (id: string) => {
  const ctx = await requirePageContext();
  if (!z.uuid().safeParse(id).success) notFound();
  try {
    const project = await currentProject(ctx);
    return { connection: await getConnection(ctx, project.id, id), projectId: project.id };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});
