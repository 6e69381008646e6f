import { LoadingRegion } from "@/app/_ui/loading-region";
import { Skeleton } from "@/app/_ui/skeleton";

export default function ConnectionLoading() {
  return (
    <LoadingRegion>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="mt-5 h-10 w-72 max-w-full" />
      <div className="mt-7 flex flex-col gap-6">
        <Skeleton className="h-24" />
        <Skeleton className="h-56" />
        <Skeleton className="h-80" />
      </div>
    </LoadingRegion>
  );
}
