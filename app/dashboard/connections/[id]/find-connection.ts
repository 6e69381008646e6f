import { notFound } from "next/navigation";
import { z } from "zod";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getConnection } from "@/lib/services/connection/get";
import { currentProject } from "@/lib/services/project/current";

/** The connection of a page's address; what is not of the person's project is not found. */
export async function findConnection(ctx: Context<UserActor>, id: string) {
  if (!z.uuid().safeParse(id).success) notFound();
  try {
    const project = await currentProject(ctx);
    return { connection: await getConnection(ctx, project.id, id), projectId: project.id };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
