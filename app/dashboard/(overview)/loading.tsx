import { LoadingRegion } from "@/app/_ui/loading-region";
import { Skeleton } from "@/app/_ui/skeleton";

export default function DashboardLoading() {
  return (
    <LoadingRegion>
      <Skeleton className="h-8 w-56" />
      <Skeleton className="mt-3 h-5 w-72 max-w-full" />
      <div className="mt-8 grid gap-4 sm:grid-cols-3">
        <Skeleton className="h-30" />
        <Skeleton className="h-30" />
        <Skeleton className="h-30" />
      </div>
      <Skeleton className="mt-6 h-72" />
    </LoadingRegion>
  );
}
