import { LoadingRegion } from "@/app/_ui/loading-region";
import { Skeleton } from "@/app/_ui/skeleton";

export default function ReferralsLoading() {
  return (
    <LoadingRegion>
      <Skeleton className="h-8 w-44" />
      <Skeleton className="mt-3 h-5 w-72 max-w-full" />
      <div className="mt-7 flex flex-col gap-6">
        <Skeleton className="h-40" />
        <Skeleton className="h-24" />
        <Skeleton className="h-72" />
        <Skeleton className="h-56" />
      </div>
    </LoadingRegion>
  );
}
