import { LoadingRegion } from "@/app/_ui/loading-region";
import { Skeleton } from "@/app/_ui/skeleton";

export default function ConnectionsLoading() {
  return (
    <LoadingRegion>
      <Skeleton className="h-8 w-52" />
      <Skeleton className="mt-3 h-5 w-80 max-w-full" />
      <Skeleton className="mt-7 h-6 w-56" />
      <Skeleton className="mt-6 h-64" />
    </LoadingRegion>
  );
}
