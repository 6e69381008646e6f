import { type ReactNode, Suspense } from "react";
import { cn } from "@/app/_ui/cn";
import { LoadingRegion } from "@/app/_ui/loading-region";
import { Skeleton } from "@/app/_ui/skeleton";
import { log } from "@/lib/log";
import { TileBoundary } from "./tile-boundary";
import { tileProblem } from "./tile-cause";
import { TileFailure } from "./tile-failure";

interface TileProps<T> {
  title: string;
  isWide?: boolean;
  /** Beside two others. */
  isTall?: boolean;
  load: () => Promise<T>;
  children: (data: T) => ReactNode;
}

/** One look at live data. It waits alone and fails alone: the page and its other tiles stand. */
export function Tile<T>({ title, isWide = false, isTall = false, load, children }: TileProps<T>) {
  return (
    <section
      className={cn(
        "flex min-w-0 flex-col rounded-lg border bg-surface p-5",
        isWide && "lg:col-span-2",
        isTall && "lg:row-span-2",
      )}
    >
      <h3 className="font-semibold text-base">{title}</h3>
      <div className="mt-4 flex flex-1 flex-col">
        <TileBoundary>
          <Suspense fallback={<TileLoading isTall={isWide || isTall} />}>
            <TileContent load={load}>{children}</TileContent>
          </Suspense>
        </TileBoundary>
      </div>
    </section>
  );
}

async function TileContent<T>({ load, children }: Pick<TileProps<T>, "load" | "children">) {
  try {
    return children(await load());
  } catch (error) {
    const problem = tileProblem(error);
    if (problem === null) throw error;
    if (problem.cause === "broken") log().warn({ err: error, code: problem.code }, "a tile has no data");
    return <TileFailure problem={problem} />;
  }
}

function TileLoading({ isTall }: { isTall: boolean }) {
  return (
    <LoadingRegion>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-5 w-1/2" />
        <Skeleton className={isTall ? "h-56" : "h-16"} />
      </div>
    </LoadingRegion>
  );
}
