import { LoadingRegion } from "@/app/_ui/loading-region";
import { Skeleton } from "@/app/_ui/skeleton";

export default function SettingsLoading() {
  return (
    <LoadingRegion>
      <Skeleton className="h-8 w-44" />
      <div className="mt-7 flex flex-col gap-6">
        <div className="grid gap-6 lg:grid-cols-2">
          <Skeleton className="h-52" />
          <Skeleton className="h-52" />
        </div>
        <Skeleton className="h-60" />
        <Skeleton className="h-60" />
      </div>
    </LoadingRegion>
  );
}
